'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { BesideText } from '@/components/beside-text.tsx'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { useMay } from '@/components/layout/person-context.tsx'
import { SaidText } from '@/components/said-text.tsx'
import { CodeBlock } from '@/components/ui/code-block.tsx'
import type { AttemptView, StepHistory } from '@/server/contract/report.ts'
import { AttemptLog } from './attempt-log.tsx'
import { StatusBadge } from './status-badge.tsx'

interface AttemptItemProps {
  jobId: string
  /** Number of the run. */
  run: number
  step: StepHistory
  attempt: AttemptView
}

/** One try at a step: when, how it ended, what was seen, the raw text of the error, and its log. */
export function AttemptItem({ jobId, run, step, attempt }: AttemptItemProps) {
  const t = useTranslations('review')
  const duration = useDuration()
  const mayReadLogs = useMay('logs:read')
  const [isLogOpen, setIsLogOpen] = useState(false)
  const { number, status, startedAt, endedAt, seconds, outcome, beside, rawError } = attempt
  return (
    <div className="min-w-0 space-y-1">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium text-sm">{t('step.attempt', { number })}</span>
        <StatusBadge status={status} />
        <span className="text-ink-2 text-sm">
          <LocalTime iso={startedAt} /> – {endedAt === null ? t('timeline.now') : <LocalTime iso={endedAt} style="time" />}
        </span>
        {seconds !== null && (
          <span className="text-sm tabular-nums">
            {t('step.took', { duration: duration(seconds), estimate: duration(step.planned.estimateSeconds) })}
          </span>
        )}
      </p>
      {outcome !== null && (
        <p className="max-w-prose break-words">
          <SaidText said={outcome} />
        </p>
      )}
      {beside !== null && (
        <p className="max-w-prose break-words">
          <BesideText status={status} beside={beside} />
        </p>
      )}
      {rawError !== null && <CodeBlock text={rawError} label={t('step.rawError', { number })} />}
      {mayReadLogs && status !== 'skipped' && (
        <details onToggle={(event) => setIsLogOpen(event.currentTarget.open)}>
          <summary className="inline-flex min-h-6 items-center font-medium text-ink-2 text-sm underline underline-offset-2 hover:text-ink">
            {t('log.open', { number })}
          </summary>
          <div className="pt-1.5">{isLogOpen && <AttemptLog jobId={jobId} run={run} stepId={step.planned.id} attempt={attempt} />}</div>
        </details>
      )}
    </div>
  )
}
