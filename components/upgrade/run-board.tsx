'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useRef, useState } from 'react'
import { LogViewer } from '@/components/log/log-viewer.tsx'
import { PlanDetails } from '@/components/plan/plan-details.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { StepId } from '@/server/contract/steps.ts'
import { ClosingNotes } from './closing-notes.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import { decisionView } from './decision-view.ts'
import { DumpsBoard } from './dumps-board.tsx'
import { EarlierRuns } from './earlier-runs.tsx'
import { FailurePanel } from './failure-panel.tsx'
import type { Headline } from './headline.ts'
import type { JobStreamState } from './job-stream-state.ts'
import { KeptSection } from './kept/kept-section.tsx'
import { PersonPanel } from './person-panel.tsx'
import { PhaseList } from './phase-list.tsx'
import { PlanAgainstRunSection } from './plan-against-run-section.tsx'
import { RolledBackNotes } from './rolled-back-notes.tsx'
import { ServersBoard } from './servers-board.tsx'
import { ResolvedNotes } from './world/resolved-notes.tsx'

/** Before that, the databases that a rollback made are its own business. */
const OVER = new Set<JobSnapshot['status']>(['succeeded', 'rolled-back', 'resolved', 'finalized'])

interface RunBoardProps {
  stream: JobStreamState
  snapshot: JobSnapshot
  saying: Headline
}

/** A started job: what needs somebody first, then the steps beside servers, dumps and log. */
export function RunBoard({ stream, snapshot, saying }: RunBoardProps) {
  const t = useTranslations('run')
  const { lines, clockOffsetMs } = stream
  const [logStep, setLogStep] = useState<StepId | null>(null)
  const log = useRef<HTMLDivElement>(null)
  const onShowLog = useCallback((id: StepId) => {
    setLogStep(id)
    log.current?.scrollIntoView({ block: 'start', behavior: 'smooth' })
    log.current?.focus({ preventScroll: true })
  }, [])
  const { step } = saying
  const view = decisionView(snapshot)
  const { earlierRuns, procedure } = snapshot
  const steps = useMemo(() => [...earlierRuns.flatMap((run) => run.procedure), ...procedure].map(({ id }) => id), [earlierRuns, procedure])
  return (
    <>
      {saying.key === 'yourTurn' && step !== null && (
        <PersonPanel step={step} consoleUrl={snapshot.installation.consoleUrl} clockOffsetMs={clockOffsetMs} />
      )}
      {snapshot.status === 'needs-decision' && <FailurePanel snapshot={snapshot} onShowLog={onShowLog} />}
      {snapshot.status === 'succeeded' && <ClosingNotes snapshot={snapshot} />}
      {snapshot.status === 'rolled-back' && <RolledBackNotes snapshot={snapshot} />}
      {snapshot.status === 'resolved' && <ResolvedNotes snapshot={snapshot} />}
      {view !== null && view.moment !== 'failed' && view.moment !== 'held' && <DecisionPanel snapshot={snapshot} view={view} />}
      {OVER.has(snapshot.status) && <KeptSection snapshot={snapshot} />}
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
        <PhaseList
          jobId={snapshot.id}
          run={{ kind: snapshot.run?.kind ?? 'upgrade', procedure: snapshot.procedure, steps: snapshot.steps }}
          lines={lines}
          node={snapshot.plan.node}
          clockOffsetMs={clockOffsetMs}
          weakProofs={snapshot.weakProofs}
          onShowLog={onShowLog}
        />
        <div className="min-w-0 space-y-5">
          <ServersBoard snapshot={snapshot} clockOffsetMs={clockOffsetMs} />
          <div ref={log} tabIndex={-1} className="focus:outline-none">
            <LogViewer
              jobId={snapshot.id}
              newest={lines}
              lastSeq={stream.lastKnownSeq}
              isLive={stream.connection.kind === 'live'}
              startedAt={(snapshot.earlierRuns[0] ?? snapshot.run)?.startedAt ?? null}
              steps={steps}
              step={logStep}
              onStep={setLogStep}
            />
          </div>
          <DumpsBoard backups={snapshot.backups} />
        </div>
      </div>
      <PlanAgainstRunSection snapshot={snapshot} />
      <EarlierRuns snapshot={snapshot} lines={lines} clockOffsetMs={clockOffsetMs} onShowLog={onShowLog} />
      <Disclosure summary={t('plan')}>
        <PlanDetails plan={snapshot.plan} planHash={snapshot.planHash} />
      </Disclosure>
    </>
  )
}
