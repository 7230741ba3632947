'use client'

import { useQuery } from '@tanstack/react-query'
import { Handshake, RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useDraft } from '@/components/draft/use-draft.ts'
import { wordsDraft } from '@/components/draft/words-draft.ts'
import { WordsField } from '@/components/draft/words-field.tsx'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { SaidText } from '@/components/said-text.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Badge } from '@/components/ui/badge.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { resolveJob } from '@/server/actions/resolve-job.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { WorldReading } from '@/server/contract/world.ts'
import { useAnswer } from '../use-answer.ts'
import { useOtherDriver } from '../use-other-driver.ts'
import { WorldItems } from './world-items.tsx'
import { worldQuery } from './world-query.ts'

interface ResolveForm {
  containerId: string | null
  version: string
  accepted: string[]
  inPlaceOf: string | null
}

/** The container that the look found running, where it is only one. */
function likelyContainer({ containers }: WorldReading): string | null {
  const running = containers?.filter(({ state }) => state === 'running') ?? []
  return running.length === 1 ? (running[0]?.id ?? null) : null
}

/** What the panel sees now, what it cannot prove, and which container the installation uses from then on. */
export function ResolveDialog({ snapshot, onClose }: { snapshot: JobSnapshot; onClose: () => void }) {
  const t = useTranslations('run.resolve')
  const tLook = useTranslations('run.look')
  const tPresence = useTranslations('live.presence')
  const world = useQuery({ ...worldQuery(snapshot, 'decision'), gcTime: 0 })
  const draft = useDraft(wordsDraft(`resolve:${snapshot.id}`))
  const [form, setForm] = useState<ResolveForm>({ containerId: null, version: '', accepted: [], inPlaceOf: null })
  const { isBusy, isSilent, problem, ask, forget } = useAnswer(snapshot.revision)
  const otherDriver = useOtherDriver(snapshot)
  const change = (part: Partial<ResolveForm>) => {
    setForm((now) => ({ ...now, ...part }))
    forget()
  }
  const reading = world.data
  const containerId = form.containerId ?? (reading === undefined ? null : likelyContainer(reading))
  const chosen = reading?.containers?.find(({ id }) => id === containerId)
  const unproven = reading?.items.filter(({ proof }) => proof !== 'proven') ?? []
  const needsVersion = chosen !== undefined && chosen.version === null
  const missing = missingFor()

  function missingFor(): string | null {
    if (reading === undefined) return t('missing.look')
    if (chosen === undefined) return t(form.containerId === null ? 'missing.container' : 'missing.containerGone')
    if (needsVersion && form.version.trim() === '') return t('missing.version')
    if (unproven.some(({ id }) => !form.accepted.includes(id))) return t('missing.accepted')
    if (draft.values.trim() === '') return t('missing.reason')
    if (otherDriver !== null && form.inPlaceOf !== otherDriver.id) return tPresence('inPlaceMissing', { name: otherDriver.name })
    return null
  }

  function leave() {
    draft.forget()
    onClose()
  }

  const send = () =>
    ask(async () => {
      const result = await resolveJob({
        jobId: snapshot.id,
        reason: draft.values.trim(),
        containerId: chosen?.id ?? '',
        version: needsVersion ? form.version.trim() : null,
        accepted: form.accepted,
        inPlaceOf: form.inPlaceOf,
      })
      if (result.ok) leave()
      // What is seen now is not what was agreed to: it has to be looked at again.
      else if (result.problem.field === 'accepted') await world.refetch()
      return result
    })

  return (
    <Dialog
      isOpen
      isWide
      onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}
      title={t('title', { number: snapshot.number })}
      actions={
        <>
          <Button onClick={leave}>{t('cancel')}</Button>
          <Button variant="danger" isBusy={isBusy} disabledReason={missing} onClick={send}>
            {!isBusy && <Handshake aria-hidden />}
            {t('confirm')}
          </Button>
        </>
      }
    >
      <p className="max-w-prose">{t('text')}</p>
      {world.error !== null && <ReadFailure error={world.error} onRetry={world.refetch} isRetrying={world.isFetching} />}
      {reading === undefined && world.error === null && <Skeleton lines={6} className="px-0" />}
      {reading !== undefined && (
        <>
          <Alert tone={reading.verdict === 'old-runs' ? 'good' : 'warn'} title={<SaidText said={reading.said} />} />
          <div className="flex flex-wrap items-center gap-3 text-ink-2 text-sm">
            <span>{tLook.rich('readAt', { time: () => <LocalTime iso={reading.at} style="time" /> })}</span>
            <Button size="sm" onClick={() => world.refetch()} isBusy={world.isFetching}>
              {!world.isFetching && <RotateCw aria-hidden />}
              {tLook('again')}
            </Button>
          </div>
          <WorldItems items={reading.items.filter(({ proof }) => proof === 'proven')} />
          {unproven.length > 0 && (
            <fieldset className="space-y-2 rounded-md border border-warn p-3">
              <legend className="px-1 font-semibold">{t('unproven')}</legend>
              {unproven.map(({ id, said }) => (
                <Checkbox
                  key={id}
                  label={
                    <>
                      <span className="font-medium">{tLook(`item.${id}`)}</span> <SaidText said={said} />
                    </>
                  }
                  checked={form.accepted.includes(id)}
                  onChange={(event) =>
                    change({
                      accepted: event.target.checked ? [...form.accepted, id] : form.accepted.filter((other) => other !== id),
                    })
                  }
                />
              ))}
            </fieldset>
          )}
          {reading.containers !== null && (
            <RadioCards
              legend={t('container')}
              name="resolve-container"
              value={containerId}
              onChange={(id) => change({ containerId: id })}
              choices={reading.containers.map(({ id, name, image, state, role, version }) => ({
                value: id,
                label: (
                  <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <span className="font-mono">{name}</span>
                    <Badge tone={state === 'running' ? 'good' : 'idle'}>{state}</Badge>
                    <span className="font-normal text-sm">{t(`role.${role}`)}</span>
                  </span>
                ),
                description: <span className="break-all font-mono">{version === null ? image : t('image', { version, image })}</span>,
              }))}
            />
          )}
          {needsVersion && (
            <Field label={t('version')} hint={t('versionHint')}>
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  className="font-mono"
                  value={form.version}
                  onChange={(event) => change({ version: event.target.value })}
                />
              )}
            </Field>
          )}
          <WordsField draft={draft} label={t('reason')} hint={t('reasonHint')} maxLength={2000} onType={forget} />
          {otherDriver !== null && (
            <Checkbox
              label={tPresence('inPlace', { name: otherDriver.name })}
              checked={form.inPlaceOf === otherDriver.id}
              onChange={(event) => change({ inPlaceOf: event.target.checked ? otherDriver.id : null })}
            />
          )}
        </>
      )}
      <AnswerBox isSilent={isSilent} problem={problem} />
    </Dialog>
  )
}
