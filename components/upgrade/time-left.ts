import type { JobSnapshot, StepState } from '@/server/contract/job.ts'
import type { PlannedStep } from '@/server/contract/plan.ts'

interface TimeLeft {
  /** Whole seconds by the plan until OMS works again; null where it was not going down any more. */
  untilBack: number | null
  /** Whole seconds by the plan until the last step is proven. */
  untilEnd: number
  /** The running step has used up its estimate, so both are the least that is left. */
  isLeast: boolean
}

/**
 * How long it still takes by the plan's estimates and the clock of the running step; null while nothing goes on by itself. Nothing is
 * extrapolated: a step that is late makes no promise about the others.
 */
export function timeLeft({ status, steps, procedure }: Pick<JobSnapshot, 'status' | 'steps' | 'procedure'>, now: number): TimeLeft | null {
  if (status !== 'running' && status !== 'rolling-back') return null
  const left = procedure.map((planned, index) => ({ planned, ...leftOf(steps[index], planned, now) }))
  const untilOmsWorks = left.filter(({ planned }) => planned.phase !== 'after')
  return {
    untilBack: untilOmsWorks.every(({ isDone }) => isDone) ? null : sum(untilOmsWorks),
    untilEnd: sum(left),
    isLeast: left.some(({ isLate }) => isLate),
  }
}

interface Left {
  seconds: number
  isDone: boolean
  isLate: boolean
}

function leftOf(state: StepState | undefined, { estimateSeconds }: PlannedStep, now: number): Left {
  if (state?.status === 'succeeded' || state?.status === 'skipped') return { seconds: 0, isDone: true, isLate: false }
  const isMoving = state?.status === 'running' || state?.status === 'verifying'
  if (!isMoving || state.startedAt === null) return { seconds: estimateSeconds, isDone: false, isLate: false }
  const seconds = Math.ceil(estimateSeconds - (now - Date.parse(state.startedAt)) / 1000)
  return { seconds: Math.max(0, seconds), isDone: false, isLate: seconds < 0 }
}

function sum(left: Left[]): number {
  return left.reduce((total, { seconds }) => total + seconds, 0)
}
