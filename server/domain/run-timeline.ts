import type { DownWindow } from '../contract/job.ts'
import type { RunHistory, RunTimeline, TimelineMark } from '../contract/report.ts'
import type { Phase } from '../contract/steps.ts'

type Run = Pick<RunHistory, 'startedAt' | 'endedAt'>

/** Of the whole job; `haBack`: when HA was proven to be as before by this run. */
export type TimelineMarks = Record<TimelineMark['name'], string | null>

function inside(at: string | null, from: string, to: string): at is string {
  return at !== null && Date.parse(at) >= Date.parse(from) && Date.parse(at) <= Date.parse(to)
}

function seconds(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000))
}

/** The part of a window that lies in this run: OMS may have been down before it began, and may still be after it. */
function within(windows: readonly DownWindow[], from: string, to: string): { down: string; back: string | null } | null {
  const one = windows.find(
    (window) => Date.parse(window.from) <= Date.parse(to) && (window.to === null || Date.parse(window.to) > Date.parse(from)),
  )
  return one === undefined ? null : { down: Date.parse(one.from) < Date.parse(from) ? from : one.from, back: one.to }
}

/** Cuts a run into before, window and after, by the times that were recorded and not by the plan. `now` ends a run that is not over. */
export function runTimeline(run: Run, windows: readonly DownWindow[], known: TimelineMarks, now: string): RunTimeline {
  const from = run.startedAt
  const to = run.endedAt ?? now
  const found = within(windows, from, to)
  const cuts: [Phase, string][] = [['before', from]]
  if (found !== null) {
    cuts.push(['window', found.down])
    if (inside(found.back, found.down, to)) cuts.push(['after', found.back])
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
