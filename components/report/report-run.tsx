'use client'

import { useTranslations } from 'next-intl'
import { BesideText } from '@/components/beside-text.tsx'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { StatusBadge } from '@/components/review/status-badge.tsx'
import { TimelineBar } from '@/components/review/timeline-bar.tsx'
import { SaidText } from '@/components/said-text.tsx'
import { useStepTitle } from '@/components/upgrade/use-step-title.ts'
import type { AttemptView, RunHistory } from '@/server/contract/report.ts'
import { ReportPart } from './report-part.tsx'
import { ReportTable } from './report-table.tsx'

/** One run: its bar, and every attempt at every step with times and outcome. */
export function ReportRun({ run }: { run: RunHistory }) {
  const t = useTranslations('report')
  const tRuns = useTranslations('review.runs')
  const duration = useDuration()
  const stepTitle = useStepTitle()
  const title = `${tRuns(`kind.${run.kind}`)} · ${tRuns(`status.${run.status}`)}`
  return (
    <ReportPart title={title} text={tRuns.rich('by', { who: run.startedBy, time: () => <LocalTime iso={run.startedAt} /> })}>
      {run.reason !== null && <p className="break-words">{tRuns('reason', { reason: run.reason })}</p>}
      {run.skippedSafetyDump !== null && <p className="break-words">{tRuns('noSafetyDump', { reason: run.skippedSafetyDump })}</p>}
      <TimelineBar timeline={run.timeline} />
      <ReportTable
        label={title}
        head={[t('step'), t('attempts'), t('took')]}
        rows={run.steps.map(({ planned, attempts, seconds, status }) => ({
          key: planned.id,
          cells: [
            <span key="title" className="font-medium">
              {stepTitle(planned.id)}
            </span>,
            attempts.length === 0 ? (
              <StatusBadge key="status" status={status} />
            ) : (
              <ol key="attempts" className="space-y-1.5">
                {attempts.map((attempt) => (
                  <Attempt key={attempt.number} attempt={attempt} />
                ))}
              </ol>
            ),
            <span key="took" className="block min-w-24">
              {seconds === null ? '–' : duration(seconds)}
              <span className="block text-ink-2 text-xs">{t('ofEstimate', { estimate: duration(planned.estimateSeconds) })}</span>
            </span>,
          ],
        }))}
      />
    </ReportPart>
  )
}

function Attempt({ attempt }: { attempt: AttemptView }) {
  const { number, status, startedAt, endedAt, outcome, beside, rawError } = attempt
  return (
    <li className="break-inside-avoid">
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="tabular-nums">{number}.</span>
        <StatusBadge status={status} />
        <span className="text-ink-2 text-xs">
          <LocalTime iso={startedAt} /> – {endedAt !== null && <LocalTime iso={endedAt} style="time" />}
        </span>
      </p>
      {outcome !== null && (
        <p>
          <SaidText said={outcome} />
        </p>
      )}
      {beside !== null && (
        <p>
          <BesideText status={status} beside={beside} />
        </p>
      )}
      {rawError !== null && <pre className="whitespace-pre-wrap break-all bg-code px-1.5 py-1 font-mono text-xs">{rawError}</pre>}
    </li>
  )
}
