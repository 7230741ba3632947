import { expect, test } from 'vitest'
import { downtimeOf, downWindows } from './down-windows.ts'

const minute = (number: number) => new Date(Date.UTC(2026, 10, 1, 17, number))
const at = (number: number) => minute(number).toISOString()
const nothing = { t1: null, t2: null, t3: null }

const run = (number: number, ...ends: [string, number, string?][]) => ({
  number,
  attempts: ends.map(([stepId, end, status = 'succeeded']) => ({ stepId, status, endedAt: minute(end) })),
})

const found = (...given: Parameters<typeof downWindows>) =>
  downWindows(...given).map(({ from, to }) => [new Date(from).getUTCMinutes(), to === null ? null : new Date(to).getUTCMinutes()])

test('without T1 there is no window', () => {
  expect(downWindows(nothing, [run(1, ['preflight', 1])])).toEqual([])
  expect(downtimeOf([], at(59))).toEqual({ seconds: null, isOver: true })
})

test('the first window ends at T2, or with HA after a rollback out of it', () => {
  expect(found({ ...nothing, t1: at(5) }, [])).toEqual([[5, null]])
  expect(found({ ...nothing, t1: at(5), t2: at(15) }, [])).toEqual([[5, 15]])
  const back = run(2, ['stop-new-container', 25], ['ha-as-before', 35])
  expect(found({ t1: at(5), t2: null, t3: at(24) }, [back])).toEqual([[5, 35]])
  expect(found({ t1: at(5), t2: null, t3: at(24) }, [run(2, ['stop-new-container', 25], ['ha-as-before', 35, 'failed'])])).toEqual([
    [5, null],
  ])
})

test('a rollback after T2 adds a window from T3 on, also before its step is noted as done', () => {
  const times = { t1: at(5), t2: at(15), t3: at(24) }
  expect(found(times, [])).toEqual([
    [5, 15],
    [24, null],
  ])
  expect(found(times, [run(2, ['stop-new-container', 25], ['ha-as-before', 35])])).toEqual([
    [5, 15],
    [24, 35],
  ])
})

// Without this the report counts on for days after an undo.
test('an undo ends the window of its rollback, whose end does not hide the next one', () => {
  const undone = [run(2, ['stop-new-container', 25]), run(3, ['undo-ha-on', 30])]
  expect(found({ t1: at(5), t2: at(15), t3: at(24) }, undone)).toEqual([
    [5, 15],
    [24, 30],
  ])
  expect(found({ t1: at(5), t2: at(15), t3: at(24) }, [run(2, ['stop-new-container', 25]), run(3, ['undo-ha-on', 30, 'skipped'])])).toEqual(
    [
      [5, 15],
      [24, 30],
    ],
  )
  expect(found({ t1: at(5), t2: at(15), t3: at(40) }, [...undone, run(4, ['stop-new-container', 41], ['ha-as-before', 50])])).toEqual([
    [5, 15],
    [25, 30],
    [40, 50],
  ])
})

// The upgrade goes on in its own run, older than the rollback: nothing is counted twice.
test('what was stopped and undone before T2 belongs to the first window', () => {
  const runs = [run(1, ['ha-on', 40]), run(2, ['stop-new-container', 20]), run(3, ['undo-ha-on', 25])]
  expect(found({ t1: at(5), t2: null, t3: at(19) }, runs.slice(1))).toEqual([[5, null]])
  expect(found({ t1: at(5), t2: at(40), t3: at(19) }, runs)).toEqual([[5, 40]])
})

test('a rollback that is begun anew goes on with the window that the first try opened', () => {
  const runs = [run(2, ['stop-new-container', 25]), run(3, ['stop-new-container', 45], ['ha-as-before', 50])]
  expect(found({ t1: at(5), t2: at(15), t3: at(24) }, runs)).toEqual([
    [5, 15],
    [24, 50],
  ])
})

// The report's downtime is what people are measured by.
test('downtime is the sum of all windows, and an open one counts to now', () => {
  const windows = [
    { from: at(5), to: at(15) },
    { from: at(25), to: null },
  ]
  expect(downtimeOf(windows, at(30))).toEqual({ seconds: 900, isOver: false })
  expect(downtimeOf(windows.slice(0, 1), at(59))).toEqual({ seconds: 600, isOver: true })
})
