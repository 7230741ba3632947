'use client'

import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { documentNumber } from '@/components/plan/document-number.ts'
import { WeakNote } from '@/components/proofs/weak-note.tsx'
import { SaidText } from '@/components/said-text.tsx'
import { cn } from '@/components/ui/cn.ts'
import { TONES } from '@/components/ui/tone.ts'
import type { LogLine, StepState } from '@/server/contract/job.ts'
import type { Plan, PlannedStep } from '@/server/contract/plan.ts'
import type { Said } from '@/server/contract/said.ts'
import type { StepId } from '@/server/contract/steps.ts'

import { StepDetails } from './step-details.tsx'
import { StepIcon } from './step-icon.tsx'
import { StepProgress } from './step-progress.tsx'
import { type StepView, stepView } from './step-view.ts'
import { usePanelClock } from './use-panel-clock.ts'
import { useStepTitle } from './use-step-title.ts'

interface StepRowProps {
  jobId: string
  state: StepState
  planned: PlannedStep
  clockOffsetMs: number
  isOpen: boolean
  /** The newest lines of the log; only while it is open, so that a closed step is not drawn anew with each line. */
  newest: readonly LogLine[]
  node: Plan['node']
  /** What it could not prove; said only once it is done. */
  weak: Said[] | undefined
  onToggle: (id: StepId, isOpen: boolean) => void
  onShowLog: (id: StepId) => void
}

export const StepRow = memo(function StepRow({
  jobId,
  state,
  planned,
  clockOffsetMs,
  isOpen,
  newest,
  node,
  weak,
  onToggle,
  onShowLog,
}: StepRowProps) {
  const t = useTranslations('run')
  const title = useStepTitle()(state.id)
  const isMoving = state.status === 'running' || state.status === 'verifying'
  const view = stepView(state, planned, usePanelClock(clockOffsetMs, isMoving))
  const duration = useDuration()
  const paragraph = documentNumber(planned.source)
  const detailsId = `step-${state.id}`
  return (
    <li
      className={cn(
        'px-4 py-2.5',
        isMoving && 'bg-busy-soft/50',
        view.tone === 'bad' && 'bg-bad-soft/50',
        view.tone === 'warn' && 'bg-warn-soft',
      )}
    >
      <div className="flex items-start gap-3">
        <StepIcon view={view} />
        <div className="min-w-0 flex-1">
          <h4>
            <button
              type="button"
              aria-expanded={isOpen}
              aria-controls={detailsId}
              onClick={() => onToggle(state.id, !isOpen)}
              className="flex min-h-7 w-full items-start justify-between gap-2 text-left"
            >
              <span
                className={cn(
                  'min-w-0 flex-1 font-medium',
                  view.tone === 'idle' ? 'text-ink-2' : 'text-ink',
                  isMoving && 'font-semibold text-lg',
                )}
              >
                {title}
              </span>
              {!isMoving && <Seconds view={view} />}
              <ChevronDown aria-hidden className={cn('mt-1 size-4 shrink-0 text-ink-3 transition-transform', isOpen && 'rotate-180')} />
            </button>
          </h4>
          <p className="text-sm">
            {paragraph !== null && <span className="float-right pl-2 text-ink-3">{t('step.document', { number: paragraph })}</span>}
            <span className={cn('font-medium', TONES[view.tone].text)}>{t(`state.${view.label}`)}</span>
            {isMoving && (
              <>
                {' · '}
                <Seconds view={view} />
              </>
            )}
            {state.attempt > 1 && <span className="text-ink-2"> · {t('step.attempt', { attempt: state.attempt })}</span>}
            {view.isSlow && (
              <span className="font-medium text-warn"> · {t('step.slow', { estimate: duration(view.estimateSeconds) })}</span>
            )}
            {state.outcome !== null && !isMoving && (
              <span className={view.tone === 'bad' ? 'block font-medium text-bad' : 'text-ink-2'}>
                {view.tone !== 'bad' && ' · '}
                <SaidText said={state.outcome} />
              </span>
            )}
          </p>
          {state.progress !== null && isMoving && (
            <div className="pt-1.5">
              <StepProgress progress={state.progress} label={t('step.progress', { step: title })} />
            </div>
          )}
          {state.waitingFor !== null && isMoving && view.tone !== 'warn' && (
            <p className="pt-0.5 text-sm">
              <SaidText said={state.waitingFor} />
            </p>
          )}
          {weak !== undefined && state.status === 'succeeded' && (
            <WeakNote proofs={weak} of={planned.changes === 'none' ? 'backup' : 'restore'} className="mt-1.5" />
          )}
        </div>
      </div>
      <div id={detailsId} hidden={!isOpen} className="pt-2.5 sm:pl-10">
        {isOpen && (
          <StepDetails jobId={jobId} state={state} planned={planned} newest={newest} node={node} onShowLog={() => onShowLog(state.id)} />
        )}
      </div>
    </li>
  )
})

/** While it runs and afterwards against the estimate; before that the estimate alone. */
function Seconds({ view }: { view: StepView }) {
  const t = useTranslations('run.step')
  const tMeasured = useTranslations('live.measured')
  const duration = useDuration()
  const estimate = duration(view.estimateSeconds)
  if (view.seconds === null) return <span className="pt-0.5 text-ink-3 text-sm tabular-nums">{t('estimate', { duration: estimate })}</span>
  if (view.isMoving)
    return <span className="pt-0.5 text-ink-2 text-sm tabular-nums">{t('took', { duration: duration(view.seconds), estimate })}</span>
  return (
    <span className="pt-0.5 text-right text-sm tabular-nums">
      <span className={cn('block', view.wasSlow ? 'font-medium text-warn' : 'text-ink-2')}>{duration(view.seconds)}</span>
      <span className="block text-ink-3 text-xs">{tMeasured('ofPlan', { planned: estimate })}</span>
    </span>
  )
}
