'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useSay } from '@/components/i18n/use-say.ts'
import { SaidText } from '@/components/said-text.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { useAnswer } from '@/components/upgrade/use-answer.ts'
import { cancelSchedule } from '@/server/actions/cancel-schedule.ts'
import type { ScheduleView, StartReading } from '@/server/contract/approval.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { Countdown } from './countdown.tsx'
import { ZoneTime } from './zone-time.tsx'

// Reckoning in time zones takes a sixth of the page's scripts, and only a plan that waits for its start needs it.
const ScheduleForm = dynamic(() => import('./schedule-form.tsx').then((module) => module.ScheduleForm), {
  ssr: false,
  loading: () => <Skeleton lines={3} className="p-0" />,
})

interface SchedulePanelProps {
  snapshot: JobSnapshot
  reading: StartReading
  clockOffsetMs: number
}

/** The start that the panel makes by itself: what is set, what became of the last one, and the form for another one. */
export function SchedulePanel({ snapshot, reading, clockOffsetMs }: SchedulePanelProps) {
  const t = useTranslations('approval.schedule')
  const { schedule, window } = reading.approval
  return (
    <Section title={t('title')} description={t('text')}>
      {schedule?.status === 'set' ? (
        <SetSchedule {...{ snapshot, reading, clockOffsetMs, schedule }} />
      ) : (
        <div className="space-y-4">
          {schedule !== null && (schedule.status === 'missed' || schedule.status === 'cancelled') && (
            <Alert tone={schedule.status === 'missed' ? 'bad' : 'idle'} title={t(schedule.status)}>
              <p>
                <ZoneTime iso={schedule.startAt} timeZone={window.timeZone} /> {t('setBy', { by: schedule.by })}
              </p>
              {schedule.endedBecause !== null && (
                <p>
                  <SaidText said={schedule.endedBecause} />
                </p>
              )}
            </Alert>
          )}
          <ScheduleForm snapshot={snapshot} reading={reading} />
        </div>
      )}
    </Section>
  )
}

function SetSchedule({ snapshot, reading, clockOffsetMs, schedule }: SchedulePanelProps & { schedule: ScheduleView }) {
  const t = useTranslations('approval.schedule')
  const say = useSay()
  const { isBusy, isSilent, problem, ask } = useAnswer(snapshot.revision)
  const answer = reading.answers['cancel-schedule']
  return (
    <div className="space-y-3">
      <p className="font-semibold text-2xl tabular-nums">
        <Countdown iso={schedule.startAt} clockOffsetMs={clockOffsetMs} />
      </p>
      <p>
        <ZoneTime iso={schedule.startAt} timeZone={reading.approval.window.timeZone} /> · {t('setBy', { by: schedule.by })}
      </p>
      <p className="max-w-prose text-ink-2">{t('rules')}</p>
      <AnswerBox isSilent={isSilent} problem={problem} />
      <Button
        isBusy={isBusy}
        disabledReason={answer.allowed ? null : say(answer.reason)}
        onClick={() => ask(() => cancelSchedule({ jobId: snapshot.id, scheduleId: schedule.id }))}
      >
        {t('cancel')}
      </Button>
    </div>
  )
}
