'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import type { JobSnapshot, LogLine, RunView } from '@/server/contract/job.ts'
import type { StepId } from '@/server/contract/steps.ts'
import { currentStep } from './headline.ts'
import { PhaseList } from './phase-list.tsx'
import { useStepTitle } from './use-step-title.ts'

interface EarlierRunsProps {
  snapshot: JobSnapshot
  lines: readonly LogLine[]
  clockOffsetMs: number
  onShowLog: (id: StepId) => void
}

/** What ran before the run above, folded away and whole: the failure that led to a rollback stays readable. */
export function EarlierRuns({ snapshot, ...rest }: EarlierRunsProps) {
  return snapshot.earlierRuns.map((run) => (
    <Disclosure key={run.id} summary={<Summary run={run} />} className="rounded-lg border border-line bg-surface px-4 py-3">
      <PhaseList jobId={snapshot.id} run={run} node={snapshot.plan.node} {...rest} />
    </Disclosure>
  ))
}

function Summary({ run }: { run: RunView }) {
  const t = useTranslations('run.earlier')
  const stepTitle = useStepTitle()
  const stopped = currentStep(run.steps)
  return (
    <span className="flex flex-wrap gap-x-4">
      <span className="font-semibold text-ink">
        {run.kind !== 'upgrade' ? t(run.kind) : t(run.status === 'succeeded' ? 'upgrade.succeeded' : 'upgrade.other')}
      </span>
      {stopped !== null && <span className="text-bad">{t('stoppedAt', { step: stepTitle(stopped.id) })}</span>}
      <span className="font-normal">{t.rich('by', { who: run.startedBy, time: () => <LocalTime iso={run.startedAt} /> })}</span>
    </span>
  )
}
