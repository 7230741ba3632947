'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { Section } from '@/components/ui/section.tsx'
import type { JobReport, RunHistory } from '@/server/contract/report.ts'
import { StepHistoryItem } from './step-history-item.tsx'
import { decisionsOf } from './step-story.ts'
import { TimelineBar } from './timeline-bar.tsx'

interface RunHistorySectionProps {
  report: JobReport
  run: RunHistory
  /** When the next run began; null for the newest. */
  until: string | null
}

/** One run: its bar, and its steps with every attempt. */
export function RunHistorySection({ report, run, until }: RunHistorySectionProps) {
  const t = useTranslations('review.runs')
  const { job, comments, decisions } = report
  return (
    <Section
      title={t(`kind.${run.kind}`)}
      description={
        <>
          {t(`status.${run.status}`)} · {t.rich('by', { who: run.startedBy, time: () => <LocalTime iso={run.startedAt} /> })}
        </>
      }
      isFlush
    >
      <div className="space-y-3 border-line border-b p-4">
        {run.reason !== null && <p className="break-words">{t('reason', { reason: run.reason })}</p>}
        {run.skippedSafetyDump !== null && <p className="break-words text-warn">{t('noSafetyDump', { reason: run.skippedSafetyDump })}</p>}
        <TimelineBar timeline={run.timeline} />
      </div>
      <ol className="divide-y divide-line">
        {run.steps.map((step) => (
          <StepHistoryItem
            key={step.planned.id}
            jobId={job.id}
            run={run}
            step={step}
            decisions={decisionsOf(decisions, step.planned.id, run, until)}
            comments={comments.filter(({ runId, stepId }) => stepId === step.planned.id && (runId ?? run.id) === run.id)}
          />
        ))}
      </ol>
    </Section>
  )
}
