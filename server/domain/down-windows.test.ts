import { expect, test } from 'vitest'
import { downtimeOf, downWindows } from './down-windows.ts'

const minute = (number: number) => new Date(Date.UTC(2026, 10, 1, 17, number))
const at = (number: number) => minute(number).toISOString()
const nothing = { t1: null, t2: null, t3: null, undone: [] }
const inWindow = { ...nothing, t1: at(5) }
const done = { ...inWindow, t2: at(15) }

const run = (number: number, kind: string, ...ends: [string, number, string?][]) => ({
  number,
  kind,
  attempts: ends.map(([stepId, end, status = 'succeeded']) => ({ stepId, status, endedAt: minute(end) })),
})

const found = (...given: Parameters<typeof downWindows>) =>
  downWindows(...given).map(({ from, to }) => [new Date(from).getUTCMinutes(), to === null ? null : new Date(to).getUTCMinutes()])

test('without T1 there is no window', () => {
  expect(downWindows(nothing, [run(1, 'upgrade', ['preflight', 1])])).toEqual([])
  expect(downtimeOf([], at(59))).toEqual({ seconds: null, isOver: true })
})

test('the first window ends at T2, or with HA after a rollback out of it', () => {
  expect(found(inWindow, [])).toEqual([[5, null]])
  expect(found(done, [])).toEqual([[5, 15]])
  const runs = (status: string) => [run(1, 'upgrade'), run(2, 'rollback', ['stop-new-container', 25], ['ha-as-before', 35, status])]
  expect(found({ ...inWindow, t3: at(24) }, runs('succeeded'))).toEqual([[5, 35]])
  expect(found({ ...inWindow, t3: at(24) }, runs('failed'))).toEqual([[5, null]])
})

// T3 is the engine's word, the end of a step the panel's: the engine's clock may be ahead.
test('a rollback after T2 adds a window from T3 on', () => {
  expect(found({ ...done, t3: at(24) }, [run(2, 'rollback', ['stop-new-container', 25, 'failed'])])).toEqual([
    [5, 15],
    [24, null],
  ])
  expect(found({ ...done, t3: at(40) }, [run(2, 'rollback', ['stop-new-container', 25], ['ha-as-before', 35])])).toEqual([
    [5, 15],
    [40, 35],
  ])
  expect(downtimeOf(downWindows({ ...done, t3: at(40) }, [run(2, 'rollback', ['ha-as-before', 35])]), at(59))).toEqual({
    seconds: 600,
    isOver: true,
  })
})

// Without this the report counts on for days after an undo.
test('an undo ends the window of its rollback; the next rollback opens its own', () => {
  const undone = [{ from: at(24), to: at(30) }]
  const runs = [run(2, 'rollback', ['stop-new-container', 25]), run(3, 'undo', ['undo-ha-on', 30])]
  expect(found({ ...done, t3: at(24) }, runs)).toEqual([
    [5, 15],
    [24, 30],
  ])
  expect(found({ ...done, t3: at(24) }, [...runs.slice(0, 1), run(3, 'undo', ['undo-ha-on', 31, 'skipped'])])).toEqual([
    [5, 15],
    [24, 31],
  ])
  expect(found({ ...done, undone }, runs)).toEqual([
    [5, 15],
    [24, 30],
  ])
  expect(found({ ...done, undone, t3: at(40) }, [...runs, run(4, 'rollback', ['stop-new-container', 41])])).toEqual([
    [5, 15],
    [24, 30],
    [40, null],
  ])
})

test('the undo of a rollback out of the first window does not end it', () => {
  const runs = [run(2, 'rollback', ['stop-new-container', 20]), run(3, 'undo', ['undo-ha-on', 25])]
  expect(found({ ...inWindow, t3: at(19) }, runs)).toEqual([[5, null]])
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
