import type { DownWindow } from '../contract/job.ts'

interface Times {
  t1: string | null
  t2: string | null
  t3: string | null
}

/** A run as far as it says when OMS stopped and came back; attempts in the order in which they began. */
export interface RunEnds {
  number: number
  attempts: readonly { stepId: string; status: string; endedAt: Date | null }[]
}

const BACK = new Set(['ha-as-before', 'undo-ha-on'])
const OVER = new Set(['succeeded', 'skipped'])

/**
 * When OMS was down, oldest first; an open end: it still is. T1 to T2, or to HA after a rollback out of that window. After T2 each stop of
 * the new OMS by a rollback, until HA came back with it or with its undo; what was stopped and undone before T2 belongs to the first window.
 */
export function downWindows({ t1, t2, t3 }: Times, runs: readonly RunEnds[]): DownWindow[] {
  if (t1 === null) return []
  const ends = runs
    .toSorted((one, other) => one.number - other.number)
    .flatMap(({ attempts }) =>
      attempts.flatMap(({ stepId, status, endedAt }) =>
        OVER.has(status) && endedAt !== null ? [{ stepId, at: endedAt.toISOString() }] : [],
      ),
    )
  if (t2 === null) return [{ from: t1, to: ends.findLast(({ stepId }) => stepId === 'ha-as-before')?.at ?? null }]
  const stops = [...ends.flatMap(({ stepId, at }) => (stepId === 'stop-new-container' ? [at] : [])), ...(t3 === null ? [] : [t3])]
  const moments = [
    ...stops.map((at) => ({ at, isDown: true })),
    ...ends.flatMap(({ stepId, at }) => (BACK.has(stepId) ? [{ at, isDown: false }] : [])),
  ].toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
  const windows: DownWindow[] = [{ from: t1, to: t2 }]
  for (const { at, isDown } of moments) {
    if (Date.parse(at) <= Date.parse(t2)) continue
    const last = windows.at(-1)
    if (isDown && last?.to !== null) windows.push({ from: at, to: null })
    else if (!isDown && last?.to === null) last.to = at
  }
  return windows
}

/** How long OMS was down over the whole job, in seconds; null where it never was. `now` ends what is not over. */
export function downtimeOf(windows: readonly DownWindow[], now: string): { seconds: number | null; isOver: boolean } {
  if (windows.length === 0) return { seconds: null, isOver: true }
  const milliseconds = windows.map(({ from, to }) => Math.max(0, Date.parse(to ?? now) - Date.parse(from)))
  return { seconds: Math.round(milliseconds.reduce((sum, one) => sum + one, 0) / 1000), isOver: windows.at(-1)?.to !== null }
}
