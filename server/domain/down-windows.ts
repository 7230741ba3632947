import type { DownWindow } from '../contract/job.ts'

interface Known {
  t1: string | null
  t2: string | null
  t3: string | null
  /** Of rollbacks that were undone after T2, oldest first. */
  undone: readonly DownWindow[]
}

/** A run as far as it says when OMS came back; attempts in the order in which they began. */
export interface RunEnds {
  number: number
  kind: string
  attempts: readonly { stepId: string; status: string; endedAt: Date | null }[]
}

const BACK: Record<string, string> = { rollback: 'ha-as-before', undo: 'undo-ha-on' }

/** When OMS came back in this run of a rollback or an undo; null where it did not. */
export function backAt({ kind, attempts }: RunEnds): string | null {
  const back = attempts.findLast(({ stepId, status }) => stepId === BACK[kind] && (status === 'succeeded' || status === 'skipped'))
  return back?.endedAt?.toISOString() ?? null
}

/**
 * When OMS was down, oldest first; an open end: it still is. T1 to T2, or to HA after a rollback out of that window; a rollback after T2
 * adds its own from T3 on, which ends with HA after it or after its undo.
 */
export function downWindows({ t1, t2, t3, undone }: Known, runs: readonly RunEnds[]): DownWindow[] {
  if (t1 === null) return []
  const newest = runs
    .filter(({ kind }) => kind !== 'upgrade')
    .toSorted((one, other) => one.number - other.number)
    .at(-1)
  const back = newest === undefined ? null : backAt(newest)
  // The undo of a rollback out of the window leads back into it.
  if (t2 === null) return [{ from: t1, to: newest?.kind === 'rollback' ? back : null }]
  return [{ from: t1, to: t2 }, ...undone, ...(t3 === null ? [] : [{ from: t3, to: back }])]
}

/** How long OMS was down over the whole job, in seconds; null where it never was. `now` ends what is not over. */
export function downtimeOf(windows: readonly DownWindow[], now: string): { seconds: number | null; isOver: boolean } {
  if (windows.length === 0) return { seconds: null, isOver: true }
  const milliseconds = windows.map(({ from, to }) => Math.max(0, Date.parse(to ?? now) - Date.parse(from)))
  return { seconds: Math.round(milliseconds.reduce((sum, one) => sum + one, 0) / 1000), isOver: windows.at(-1)?.to !== null }
}
