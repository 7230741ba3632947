import { expect, test } from 'vitest'
import { runTimeline } from './run-timeline.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 17, minute)).toISOString()
const nothing = { t1: null, t2: null, t3: null, haBack: null }

// A bar that puts T1 at the plan's place instead of its own tells the team lead a downtime that never was.
test('an upgrade is cut where OMS went down and where HA was back, with the exact times', () => {
  const run = { startedAt: at(0), endedAt: at(20) }
  expect(runTimeline(run, [{ from: at(5), to: at(15) }], { ...nothing, t1: at(5), t2: at(15) }, at(59))).toEqual({
    from: at(0),
    to: at(20),
    isOver: true,
    phases: [
      { phase: 'before', from: at(0), to: at(5), seconds: 300 },
      { phase: 'window', from: at(5), to: at(15), seconds: 600 },
      { phase: 'after', from: at(15), to: at(20), seconds: 300 },
    ],
    marks: [
      { name: 't1', at: at(5) },
      { name: 't2', at: at(15) },
    ],
  })
})

test('a window without T2 reaches to the end of the run, and to now while it runs', () => {
  const known = { ...nothing, t1: at(5) }
  const open = [{ from: at(5), to: null }]
  expect(runTimeline({ startedAt: at(0), endedAt: at(20) }, open, known, at(59)).phases.at(-1)).toMatchObject({
    phase: 'window',
    to: at(20),
  })
  const running = runTimeline({ startedAt: at(0), endedAt: null }, open, known, at(30))
  expect(running).toMatchObject({ isOver: false, to: at(30) })
  expect(running.phases.at(-1)).toMatchObject({ phase: 'window', seconds: 1500 })
})

test('a rollback out of the window is down from its first second, one after T2 only from T3 on', () => {
  const run = { startedAt: at(20), endedAt: at(40) }
  const inWindow = runTimeline(run, [{ from: at(5), to: at(38) }], { t1: at(5), t2: null, t3: at(25), haBack: at(38) }, at(59))
  expect(inWindow.phases.map(({ phase, seconds }) => [phase, seconds])).toEqual([
    ['window', 1080],
    ['after', 120],
  ])
  expect(inWindow.marks.map(({ name }) => name)).toEqual(['t3', 'haBack'])
  const windows = [
    { from: at(5), to: at(15) },
    { from: at(25), to: at(38) },
  ]
  const after = runTimeline(run, windows, { t1: at(5), t2: at(15), t3: at(25), haBack: at(38) }, at(59))
  expect(after.phases.map(({ phase, seconds }) => [phase, seconds])).toEqual([
    ['before', 300],
    ['window', 780],
    ['after', 120],
  ])
})

test('a run that never stopped OMS has no window', () => {
  const { phases, marks } = runTimeline({ startedAt: at(0), endedAt: at(2) }, [], nothing, at(59))
  expect(phases.map(({ phase }) => phase)).toEqual(['before'])
  expect(marks).toEqual([])
})

// The new OMS was stopped by the rollback before: cut by T3 alone, the whole undo would be called "before".
test('an undo, and a rollback that is begun anew, are down from their first second', () => {
  const windows = [
    { from: at(5), to: at(15) },
    { from: at(25), to: at(38) },
  ]
  const { phases } = runTimeline({ startedAt: at(30), endedAt: at(40) }, windows, nothing, at(59))
  expect(phases.map(({ phase, seconds }) => [phase, seconds])).toEqual([
    ['window', 480],
    ['after', 120],
  ])
})
