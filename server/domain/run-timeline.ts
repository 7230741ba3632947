import type { RunHistory, RunTimeline, TimelineMark } from '../contract/report.ts'
import type { Phase } from '../contract/steps.ts'

type Run = Pick<RunHistory, 'kind' | 'startedAt' | 'endedAt'>

interface Known {
  t1: string | null
  t2: string | null
  t3: string | null
  /** When HA was proven to be as before by this rollback. */
  haBack: string | null
}

function inside(at: string | null, from: string, to: string): at is string {
  return at !== null && Date.parse(at) >= Date.parse(from) && Date.parse(at) <= Date.parse(to)
}

function seconds(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000))
}

/** Where OMS went down and came back within this run; `down` null: it did not go down in it. */
function window({ kind }: Run, { t1, t2, t3, haBack }: Known, from: string): { down: string | null; back: string | null } {
  if (kind === 'upgrade') return { down: t1, back: t2 }
  // Without T2 OMS is down since the upgrade's T1, so the whole way to HA belongs to the window.
  if (t1 !== null && t2 === null) return { down: from, back: haBack }
  return { down: t3, back: haBack }
}

/** Cuts a run into before, window and after, by the times that were recorded and not by the plan. `now` ends a run that is not over. */
export function runTimeline(run: Run, known: Known, now: string): RunTimeline {
  const from = run.startedAt
  const to = run.endedAt ?? now
  const { down, back } = window(run, known, from)
  const cuts: [Phase, string][] = [['before', from]]
  if (inside(down, from, to)) {
    cuts.push(['window', down])
    if (inside(back, down, to)) cuts.push(['after', back])
  }
  const phases = cuts.map(([phase, start], index) => {
    const end = cuts[index + 1]?.[1] ?? to
    return { phase, from: start, to: end, seconds: seconds(start, end) }
  })
  const marks: TimelineMark[] = (['t1', 't2', 't3', 'haBack'] as const).flatMap((name) => {
    const at = known[name]
    return inside(at, from, to) ? [{ name, at }] : []
  })
  marks.sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
  return { from, to, isOver: run.endedAt !== null, phases: phases.filter(({ from: start, to: end }) => start !== end), marks }
}

/** How long OMS was down over the whole job: T1 to T2, or to HA after a rollback; a rollback after T2 adds its own window from T3 on. */
export function jobDowntime({ t1, t2, t3, haBack }: Known, now: string): { seconds: number | null; isOver: boolean } {
  if (t1 === null) return { seconds: null, isOver: true }
  if (t2 === null) return { seconds: seconds(t1, haBack ?? now), isOver: haBack !== null }
  if (t3 === null) return { seconds: seconds(t1, t2), isOver: true }
  return { seconds: seconds(t1, t2) + seconds(t3, haBack ?? now), isOver: haBack !== null }
}
