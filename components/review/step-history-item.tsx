'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { useStepTitle } from '@/components/upgrade/use-step-title.ts'
import type { CommentView, Decision, RunHistory, StepHistory } from '@/server/contract/report.ts'
import { AttemptItem } from './attempt-item.tsx'
import { CommentThread } from './comment-thread.tsx'
import { DecisionLine } from './decision-line.tsx'
import { StatusBadge } from './status-badge.tsx'
import { stepStory } from './step-story.ts'

interface StepHistoryItemProps {
  jobId: string
  run: Pick<RunHistory, 'id' | 'number'>
  step: StepHistory
  /** What people decided about this step while this run was the newest. */
  decisions: Decision[]
  comments: CommentView[]
}

/** One step with every attempt, and what people decided between them. */
export function StepHistoryItem({ jobId, run, step, decisions, comments }: StepHistoryItemProps) {
  const t = useTranslations('review')
  const duration = useDuration()
  const stepTitle = useStepTitle()
  const { planned, status, attempts, seconds } = step
  const story = stepStory(attempts, decisions)
  const isCalm = status === 'succeeded' && story.length === 1
  return (
    <li className="space-y-2 px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 font-medium">
          {stepTitle(planned.id)}
          <StatusBadge status={status} />
        </h3>
        <p className="text-sm tabular-nums">
          {seconds === null
            ? t('step.estimate', { estimate: duration(planned.estimateSeconds) })
            : t('step.took', { duration: duration(seconds), estimate: duration(planned.estimateSeconds) })}
        </p>
      </div>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        {story.length > 0 && (
          <Disclosure summary={t('step.attempts', { count: attempts.length })} isOpen={!isCalm} className="flex-1 basis-72">
            <ol className="space-y-3 border-line border-l-2 pl-3">
              {story.map((entry) => (
                <li key={`${entry.at} ${entry.kind}`}>
                  {entry.kind === 'attempt' ? (
                    <AttemptItem jobId={jobId} run={run.number} step={step} attempt={entry.attempt} />
                  ) : (
                    <DecisionLine decision={entry.decision} />
                  )}
                </li>
              ))}
            </ol>
          </Disclosure>
        )}
        <CommentThread jobId={jobId} runId={run.id} stepId={planned.id} comments={comments} about={stepTitle(planned.id)} />
      </div>
    </li>
  )
}
