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
export function downtime(
  { status, times, downWindows, run }: Pick<JobSnapshot, 'status' | 'times' | 'downWindows' | 'run'>,
  now: number,
): Downtime {
  const isRollback = run?.kind === 'rollback'
  const isRunning = downWindows.at(-1)?.to === null
  if (downWindows.length === 0) return { seconds: null, isRunning, note: isRollback ? 'never' : 'notBegun' }
  // Somebody brought OMS back outside the panel, which nobody noted the time of.
  if (status === 'resolved' && isRunning) return { seconds: null, isRunning: false, note: 'outside' }
  const milliseconds = downWindows.map(({ from, to }) => Math.max(0, (to === null ? now : Date.parse(to)) - Date.parse(from)))
  const seconds = Math.floor(milliseconds.reduce((sum, one) => sum + one, 0) / 1000)
  if (downWindows.length > 1) return { seconds, isRunning, note: isRunning ? 'againRunning' : 'againStopped' }
  if (times.t2 !== null) return { seconds, isRunning, note: 'stopped' }
  return { seconds, isRunning, note: isRunning ? (isRollback ? 'rollbackRunning' : 'running') : 'rollbackStopped' }
}

/** True while OMS does not run, as far as the journal tells. */
export function isDown(snapshot: Pick<JobSnapshot, 'status' | 'times' | 'downWindows' | 'run'>): boolean {
  return downtime(snapshot, 0).isRunning
}
