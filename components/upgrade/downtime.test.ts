import { expect, test } from 'vitest'
import { downtime, isDown } from './downtime.ts'
import { rollbackSnapshot, sampleRun, sampleSnapshot, stepState, stepsUpTo } from './sample-snapshot.ts'

const T1 = '2026-11-01T18:00:00.000Z'
const T2 = '2026-11-01T18:06:00.000Z'
const T3 = '2026-11-02T09:00:00.000Z'
const at = (iso: string) => Date.parse(iso)

test('without T1 nothing is counted, whatever runs', () => {
  expect(downtime(sampleSnapshot(), at(T1))).toEqual({ seconds: null, isRunning: false, note: 'notBegun' })
  expect(downtime(rollbackSnapshot('load-image', stepsUpTo('rollback-preflight')), at(T1)).note).toBe('never')
})

test('the clock runs from T1 and stands still at T2', () => {
  expect(downtime(sampleSnapshot({ times: { t1: T1, t2: null, t3: null } }), at('2026-11-01T18:01:30.900Z'))).toEqual({
    seconds: 90,
    isRunning: true,
    note: 'running',
  })
  expect(downtime(sampleSnapshot({ times: { t1: T1, t2: T2, t3: null } }), at(T3)).seconds).toBe(360)
})

// For the old version the gap began at T1: a clock that began anew would hide half of it.
test('a rollback out of the window goes on from T1 until HA is back', () => {
  const times = { t1: T1, t2: null, t3: T2 }
  const running = rollbackSnapshot('initialize-metadata', stepsUpTo('swap-databases'), { times })
  expect(downtime(running, at('2026-11-01T18:10:00.000Z'))).toEqual({ seconds: 600, isRunning: true, note: 'rollbackRunning' })
  const steps = stepsUpTo('rollback-checklist').map((step) =>
    step.id === 'ha-as-before' ? { ...step, endedAt: '2026-11-01T18:12:00.000Z' } : step,
  )
  const back = rollbackSnapshot('initialize-metadata', steps, { times })
  expect(downtime(back, at(T3))).toEqual({ seconds: 720, isRunning: false, note: 'rollbackStopped' })
  expect(isDown(back)).toBe(false)
})

// OMS ran on the new version in between: a night of work is not downtime.
test('a rollback of a finished upgrade adds the time since T3 to the first window', () => {
  const before = rollbackSnapshot('closing-note', stepsUpTo('rollback-preflight'), { times: { t1: T1, t2: T2, t3: null } })
  expect(downtime(before, at(T3))).toEqual({ seconds: 360, isRunning: false, note: 'stopped' })
  const after = rollbackSnapshot('closing-note', stepsUpTo('swap-databases'), { times: { t1: T1, t2: T2, t3: T3 } })
  expect(downtime(after, at('2026-11-02T09:01:00.000Z'))).toEqual({ seconds: 420, isRunning: true, note: 'againRunning' })
})

// OMS is back with the undo: a clock that runs on says that it is still down.
test('an undo ends the window of its rollback', () => {
  const times = { t1: T1, t2: T2, t3: T3 }
  const run = sampleRun('undo', 'running')
  const steps = (endedAt: string | null) => [stepState('undo-ha-on', { status: endedAt === null ? 'running' : 'succeeded', endedAt })]
  const undoing = rollbackSnapshot('closing-note', steps(null), { times, run })
  expect(downtime(undoing, at('2026-11-02T09:01:00.000Z'))).toEqual({ seconds: 420, isRunning: true, note: 'againRunning' })
  const undone = rollbackSnapshot('closing-note', steps('2026-11-02T09:02:00.000Z'), { times, run })
  expect(downtime(undone, at('2026-11-09T09:00:00.000Z'))).toEqual({ seconds: 480, isRunning: false, note: 'againStopped' })
})

// A clock that runs on for days after somebody brought OMS back says that it is still down.
test('a job that was resolved outside has no downtime that anybody noted', () => {
  const open = sampleSnapshot({ status: 'needs-decision', times: { t1: T1, t2: null, t3: null } })
  expect(downtime(open, at(T3)).isRunning).toBe(true)
  expect(downtime({ ...open, status: 'resolved' }, at(T3))).toEqual({ seconds: null, isRunning: false, note: 'outside' })
  const before = sampleSnapshot({ status: 'resolved', times: { t1: null, t2: null, t3: null } })
  expect(downtime(before, at(T3)).note).toBe('notBegun')
})
