import type { JobSnapshot } from '@/server/contract/job.ts'

export interface Downtime {
  /** Whole seconds in which OMS was down; null where it was never stopped. */
  seconds: number | null
  isRunning: boolean
  /** Key below `run.clock`: what is counted. */
  note: 'notBegun' | 'never' | 'running' | 'stopped' | 'rollbackRunning' | 'rollbackStopped' | 'againRunning' | 'againStopped' | 'outside'
}

/**
 * How long OMS was down, with `now` as the panel's clock in milliseconds. A rollback inside the window lets the clock of T1 run on until
 * HA is back; after a finished upgrade it adds a second window that begins at T3, because OMS ran in between.
 */
export function downtime({ status, times, run, steps }: Pick<JobSnapshot, 'status' | 'times' | 'run' | 'steps'>, now: number): Downtime {
  const isRollback = run?.kind === 'rollback'
  const { t1, t2, t3 } = times
  if (t1 === null) return { seconds: null, isRunning: false, note: isRollback ? 'never' : 'notBegun' }
  const haBack = steps.find(({ id, status }) => id === 'ha-as-before' && status === 'succeeded')?.endedAt ?? null
  const isBack = haBack !== null
  // Somebody brought OMS back outside the panel, which nobody noted the time of.
  if (status === 'resolved' && !isBack && (t2 === null || t3 !== null)) return { seconds: null, isRunning: false, note: 'outside' }
  if (t2 === null) {
    const end = isRollback ? haBack : null
    const note = isRollback ? (isBack ? 'rollbackStopped' : 'rollbackRunning') : 'running'
    return { seconds: between(t1, end ?? now), isRunning: end === null, note }
  }
  const window = between(t1, t2)
  if (!isRollback || t3 === null) return { seconds: window, isRunning: false, note: 'stopped' }
  return { seconds: window + between(t3, haBack ?? now), isRunning: !isBack, note: isBack ? 'againStopped' : 'againRunning' }
}

/** True while OMS does not run, as far as the journal tells. */
export function isDown(snapshot: Pick<JobSnapshot, 'status' | 'times' | 'run' | 'steps'>): boolean {
  return downtime(snapshot, 0).isRunning
}

function between(start: string, end: string | number): number {
  const endMs = typeof end === 'number' ? end : Date.parse(end)
  return Math.max(0, Math.floor((endMs - Date.parse(start)) / 1000))
}
