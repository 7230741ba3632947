import type { JobSnapshot } from '@/server/contract/job.ts'
import type { PlannedStep } from '@/server/contract/plan.ts'

export interface Measured {
  plannedSeconds: number
  tookSeconds: number
}

interface MeasuredStep extends Measured {
  planned: PlannedStep
}

interface PlanAgainstRun {
  /** downtime: how long OMS was down. rollback: how long the whole rollback took, which is what was promised of it. */
  whole: Measured & { of: 'downtime' | 'rollback' }
  /** Every step that ran, by its last attempt, in order. */
  steps: MeasuredStep[]
  /** Of the whole, what no last attempt accounts for: earlier attempts, and waiting for somebody's decision. */
  besideSeconds: number
}

/** What the plan promised beside what the run took; null while the run is not over, or where there is nothing to compare. */
export function planAgainstRun(snapshot: JobSnapshot): PlanAgainstRun | null {
  const { status, run, procedure, steps, plan, downWindows } = snapshot
  if (run === null || (status !== 'succeeded' && status !== 'finalized' && status !== 'rolled-back')) return null
  const isRollback = run.kind === 'rollback'
  const measured = procedure.flatMap((planned) => {
    const state = steps.find(({ id }) => id === planned.id)
    if (state?.status !== 'succeeded' || state.startedAt === null || state.endedAt === null) return []
    return [{ planned, plannedSeconds: planned.estimateSeconds, tookSeconds: between(state.startedAt, state.endedAt) }]
  })
  const counted = measured.filter(({ planned }) => isRollback || planned.phase === 'window')
  // What a rollback that was undone added was never promised by the plan of the upgrade.
  const [window] = downWindows
  const [start, end] = isRollback ? [run.startedAt, run.endedAt] : [window?.from, window?.to]
  if (start == null || end == null || measured.length === 0) return null
  const tookSeconds = between(start, end)
  const plannedSeconds = isRollback ? sum(procedure.map(({ estimateSeconds }) => estimateSeconds)) : plan.downtimeSeconds
  return {
    whole: { of: isRollback ? 'rollback' : 'downtime', plannedSeconds, tookSeconds },
    steps: measured,
    besideSeconds: Math.max(0, tookSeconds - sum(counted.map((step) => step.tookSeconds))),
  }
}

function between(start: string, end: string): number {
  return Math.max(0, Math.round((Date.parse(end) - Date.parse(start)) / 1000))
}

function sum(seconds: number[]): number {
  return seconds.reduce((total, each) => total + each, 0)
}
