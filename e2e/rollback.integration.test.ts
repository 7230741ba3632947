import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { countLoss } from '../server/services/count-loss.ts'
import { previewRollback } from '../server/services/preview-rollback.ts'
import { startUpgrade } from '../server/services/start-upgrade.ts'
import { haNow } from './harness/ha-now.ts'
import { jobActs } from './harness/job-acts.ts'
import { panelServices } from './harness/panel-services.ts'
import { plainInit } from './harness/plain-init.ts'
import { openReferee, type Referee } from './harness/referee.ts'
import { breakSandbox } from './sandbox/break.ts'
import { resetOms } from './sandbox/oms.ts'
import { type OmsState, readState, sandboxName } from './sandbox/state.ts'

const PATIENCE = 200_000
let panel: Awaited<ReturnType<typeof panelServices>>
let acts: ReturnType<typeof jobActs>
let oms: OmsState
let referee: Referee

beforeAll(async () => {
  panel = await panelServices(sandboxName())
  acts = jobActs(panel.services)
})

beforeEach(async () => {
  const state = readState(sandboxName())
  if (state === null) throw new Error('no sandbox')
  const plain = await plainInit(state, [])
  oms = await resetOms(state)
  breakSandbox(state, 'none', true)
  referee = await openReferee(state, plain)
}, PATIENCE)

afterAll(() => panel.close())

test(
  'an init that fails half-way is rolled back to a working 3.3.1 with every row, and the same upgrade then succeeds',
  async () => {
    const state = readState(sandboxName())
    if (state === null) throw new Error('no sandbox')
    const installationId = await acts.adopted(oms, 'console')
    const first = await acts.planned(installationId, 'oms_340')
    breakSandbox(state, 'init-fails-phase-2', true)
    await startUpgrade(panel.services, first)
    const failed = await acts.until(first.jobId, 'needs-decision')
    expect(failed.steps.find((step) => step.status === 'failed')?.id).toBe('initialize-metadata')
    const t1 = failed.times.t1
    expect(failed.emergencyKitFolder?.endsWith(`-${first.jobId}`)).toBe(true)
    expect(failed.needsHand).toBeNull()
    breakSandbox(state, 'none', true)

    const preview = await previewRollback(panel.services, first.jobId)
    expect(preview.dumps.map((dump) => dump.verified)).toEqual([true, true, true])
    expect((await countLoss(panel.services, first.jobId)).tables).toBeGreaterThan(0)
    await expect(acts.rollBack(first.jobId, 'phase 2 failed', 'oms_34')).rejects.toMatchObject({ problem: { field: 'containerName' } })
    await acts.rollBack(first.jobId, 'phase 2 failed')
    const back = await acts.until(first.jobId, 'rolled-back', 'needs-decision')
    expect(back.steps.filter((step) => step.status !== 'succeeded')).toEqual([])
    expect(back.needsHand?.flatMap(({ components }) => components).every(({ name }) => name !== '')).toBe(true)
    expect(back.times).toMatchObject({ t1, t3: expect.any(String) })
    expect(back.earlierRuns.map((run) => run.status)).toEqual(['failed'])

    expect(await referee.rolledBack()).toBe('')
    const ha = JSON.parse((await haNow(panel.state)) ?? '') as { refetchStoreIntervalMin: number }
    expect(ha.refetchStoreIntervalMin * 60_000).toBeGreaterThan(Date.now() - Date.parse(t1 ?? ''))

    const again = await acts.planned(installationId, 'oms_340_2')
    await startUpgrade(panel.services, again)
    const done = await acts.until(again.jobId, 'succeeded', 'needs-decision')
    expect(done.steps.filter((step) => step.status !== 'succeeded')).toEqual([])
    expect(await referee.upgraded({ newName: 'oms_340_2' })).toBe('')
  },
  PATIENCE,
)

test(
  'a finished upgrade is rolled back, and the databases are again what the dumps hold',
  async () => {
    const job = await acts.planned(await acts.adopted(oms, 'console'), 'oms_340')
    await startUpgrade(panel.services, job)
    await acts.until(job.jobId, 'succeeded')
    await acts.rollBack(job.jobId, 'a change of mind')
    const back = await acts.until(job.jobId, 'rolled-back', 'needs-decision')
    expect(back.steps.filter((step) => step.status !== 'succeeded')).toEqual([])
    expect(await referee.rolledBack()).toBe('')
  },
  PATIENCE,
)

test(
  'hold, go on, skip with a reason and check again do what they say, and what the gate refuses does nothing',
  async () => {
    const state = readState(sandboxName())
    if (state === null) throw new Error('no sandbox')
    const job = await acts.planned(await acts.adopted(oms, 'console'), 'oms_340')
    await startUpgrade(panel.services, job)
    const running = await acts.until(job.jobId, 'running')
    await acts.choose(running, 'hold')
    const held = await acts.until(job.jobId, 'needs-decision')
    expect(held.run?.status).toBe('held')
    await expect(acts.choose(held, 'retry')).rejects.toMatchObject({ problem: { code: 'conflict' } })
    breakSandbox(state, 'init-exit-0', true)
    await acts.choose(held, 'continue')
    const failed = await acts.until(job.jobId, 'needs-decision')
    expect(failed.steps.find((step) => step.status === 'failed')).toMatchObject({ id: 'initialize-metadata' })
    await expect(acts.choose(failed, 'skip', { reason: 'because' })).rejects.toMatchObject({ problem: { code: 'conflict' } })
    await expect(acts.choose(failed, 'retry')).rejects.toMatchObject({ problem: { field: 'confirmed' } })
    await acts.choose(failed, 'check')
    const checked = await acts.until(job.jobId, 'needs-decision')
    expect(checked.steps.find((step) => step.id === 'initialize-metadata')).toMatchObject({ status: 'failed', attempt: 2 })
  },
  PATIENCE,
)
