'use client'

import { CalendarClock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { localInput, localInstant } from '@/components/i18n/local-instant.ts'
import { useSay } from '@/components/i18n/use-say.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { useAnswer } from '@/components/upgrade/use-answer.ts'
import { scheduleStart } from '@/server/actions/schedule-start.ts'
import type { StartReading } from '@/server/contract/approval.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { ZoneTime } from './zone-time.tsx'

const SOON_MS = 3_600_000

/** When the panel shall start the plan by itself: a window that is offered, or any moment in the installation's time zone. */
export function ScheduleForm({ snapshot, reading }: { snapshot: JobSnapshot; reading: StartReading }) {
  const t = useTranslations('approval.schedule')
  const say = useSay()
  const { timeZone } = reading.approval.window
  const offers = reading.suggestions.filter(({ from }) => from > reading.serverNow)
  const first = offers[0]?.from ?? new Date(Date.parse(reading.serverNow) + SOON_MS).toISOString()
  const [local, setLocal] = useState(() => localInput(first, timeZone))
  const [isFitConfirmed, setFitConfirmed] = useState(false)
  const { isBusy, isSilent, problem, ask, forget } = useAnswer(snapshot.revision)
  const startAt = localInstant(local, timeZone)
  const answer = reading.answers.schedule
  const needsConfirmation = problem?.field === 'fitConfirmed'

  function choose(next: string) {
    setLocal(next)
    setFitConfirmed(false)
    forget()
  }

  const send = () =>
    ask(() => scheduleStart({ jobId: snapshot.id, planHash: snapshot.planHash, startAt: startAt ?? '', fitConfirmed: isFitConfirmed }))
  const reason = answer.allowed ? (startAt === null ? t('noMoment') : null) : say(answer.reason)
  return (
    <div className="space-y-4">
      {offers.length > 0 && (
        <fieldset className="space-y-1.5">
          <legend className="font-medium text-sm">{t('offers')}</legend>
          <div className="flex flex-wrap gap-2">
            {offers.map(({ from }) => (
              <Button
                key={from}
                size="sm"
                aria-pressed={startAt === from}
                className="max-w-full text-left aria-pressed:border-accent aria-pressed:bg-accent-soft"
                onClick={() => choose(localInput(from, timeZone))}
              >
                <ZoneTime iso={from} timeZone={timeZone} />
              </Button>
            ))}
          </div>
        </fieldset>
      )}
      <Field label={t('at', { timeZone })} hint={startAt === null ? t('noMoment') : <ZoneTime iso={startAt} timeZone={timeZone} />}>
        {(control) => (
          <Input {...control} type="datetime-local" className="max-w-xs" value={local} onChange={(event) => choose(event.target.value)} />
        )}
      </Field>
      <AnswerBox isSilent={isSilent} problem={problem} />
      {(needsConfirmation || isFitConfirmed) && (
        <Checkbox label={t('fit')} checked={isFitConfirmed} onChange={(event) => setFitConfirmed(event.target.checked)} />
      )}
      <Button isBusy={isBusy} disabledReason={reason} onClick={send}>
        <CalendarClock aria-hidden />
        {t('set')}
      </Button>
    </div>
  )
}
