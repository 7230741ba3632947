import { expect, test } from 'vitest'
import { ROLLBACK_STEP_IDS, type StepId, UPGRADE_STEP_IDS } from '@/server/contract/steps.ts'
import { planAgainstRun } from './plan-against-run.ts'
import { rollbackSnapshot, sampleRun, sampleSnapshot, stepState, stepsUpTo } from './sample-snapshot.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 1, 18) + seconds * 1000).toISOString()
/** Every step one after the other, each as long as told, or ten seconds. */
function proven(ids: readonly StepId[], took: Partial<Record<StepId, number>> = {}) {
  let now = 0
  return ids.map((id) => {
    const startedAt = at(now)
    now += took[id] ?? 10
    return stepState(id, { status: 'succeeded', attempt: 1, startedAt, endedAt: at(now) })
  })
}

// The next window is planned from this line: the downtime of the clock, not the sum of what the steps say of themselves.
test('an upgrade is compared by its downtime, and by every step', () => {
  const snapshot = sampleSnapshot({
    status: 'succeeded',
    run: sampleRun('upgrade', 'succeeded'),
    steps: proven(UPGRADE_STEP_IDS, { 'initialize-metadata': 200 }),
    times: { t1: at(30), t2: at(320), t3: null },
  })
  const compared = planAgainstRun(snapshot)
  expect(compared?.whole).toEqual({ of: 'downtime', plannedSeconds: 375, tookSeconds: 290 })
  const init = compared?.steps.find(({ planned }) => planned.id === 'initialize-metadata')
  expect(init).toMatchObject({ plannedSeconds: 180, tookSeconds: 200 })
  expect(compared?.steps).toHaveLength(UPGRADE_STEP_IDS.length)
  expect(compared?.besideSeconds).toBe(20)
  // A rollback that was undone adds to the downtime, and is nothing that this plan promised.
  const undone = { ...snapshot, downWindows: [...snapshot.downWindows, { from: at(900), to: at(990) }] }
  expect(planAgainstRun(undone)?.whole).toEqual(compared?.whole)
})

test('a step that was left out took nothing and is not compared', () => {
  const steps = proven(UPGRADE_STEP_IDS).map((step) => (step.id === 'trim-heartbeats' ? { ...step, status: 'skipped' as const } : step))
  const snapshot = sampleSnapshot({
    status: 'finalized',
    run: sampleRun('upgrade', 'succeeded'),
    steps,
    times: { t1: at(30), t2: at(90), t3: null },
  })
  expect(planAgainstRun(snapshot)?.steps.map(({ planned }) => planned.id)).not.toContain('trim-heartbeats')
})

// The downtime of a rolled-back job holds the failed upgrade and the talk before the rollback: no plan promised that.
test('a rollback is compared by how long the whole of it took', () => {
  const run = { ...sampleRun('rollback', 'succeeded'), startedAt: at(0), endedAt: at(200) }
  const snapshot = rollbackSnapshot('initialize-metadata', proven(ROLLBACK_STEP_IDS), { status: 'rolled-back', run })
  expect(planAgainstRun(snapshot)).toMatchObject({
    whole: { of: 'rollback', plannedSeconds: 163, tookSeconds: 200 },
    besideSeconds: 200 - 10 * ROLLBACK_STEP_IDS.length,
  })
})

test('a run that is not over is not compared', () => {
  const steps = stepsUpTo('servers-online')
  expect(planAgainstRun(sampleSnapshot({ status: 'running', run: sampleRun('upgrade', 'running'), steps }))).toBeNull()
  expect(planAgainstRun(sampleSnapshot())).toBeNull()
})
