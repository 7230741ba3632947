import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { DecideInput } from '../server/contract/choice.ts'
import type { JobSnapshot, JobStatus } from '../server/contract/job.ts'
import { readJob } from '../server/queries/read-job.ts'
import { adoptInstallation } from '../server/services/adopt-installation.ts'
import { countLoss } from '../server/services/count-loss.ts'
import { decide } from '../server/services/decide.ts'
import { draftPlan } from '../server/services/draft-plan.ts'
import { planUpgrade } from '../server/services/plan-upgrade.ts'
import { previewRollback } from '../server/services/preview-rollback.ts'
import { rollBack } from '../server/services/roll-back.ts'
import { startUpgrade } from '../server/services/start-upgrade.ts'
import { adoptInput } from './harness/adopt-input.ts'
import { haNow } from './harness/ha-now.ts'
import { panelServices } from './harness/panel-services.ts'
import { plainInit } from './harness/plain-init.ts'
import { openReferee, type Referee } from './harness/referee.ts'
import { breakSandbox } from './sandbox/break.ts'
import { resetOms } from './sandbox/oms.ts'
import { type OmsState, readState, sandboxName } from './sandbox/state.ts'

const PATIENCE = 200_000
let panel: Awaited<ReturnType<typeof panelServices>>
let oms: OmsState
let referee: Referee

beforeAll(async () => {
  panel = await panelServices(sandboxName())
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

async function planned(installationId: string, newContainerName: string): Promise<{ jobId: string; planHash: string }> {
  const image = { kind: 'archive' as const, file: 'oms_3.4.0.tar.gz' }
  const options = { image, newContainerName, toVersion: null, storeRecovery: 'refetch-interval' as const, confirmed: [] }
  const draft = await draftPlan(panel.services, { installationId, options })
  expect(draft.findings.filter((finding) => finding.level === 'blocking')).toEqual([])
  const planHash = draft.planHash ?? ''
  return { ...(await planUpgrade(panel.services, { installationId, options, planHash })), planHash }
}

async function until(jobId: string, ...statuses: JobStatus[]): Promise<JobSnapshot> {
  return await vi.waitFor(
    async () => {
      const job = await readJob(panel.services.store, jobId, new Date())
      expect(statuses, JSON.stringify(job.steps.find((step) => step.status === 'failed'))).toContain(job.status)
      return job
    },
    { timeout: 150_000, interval: 300 },
  )
}

async function adopted(): Promise<string> {
  const input = await adoptInput(panel.services, oms, 'console')
  // The OMS of an earlier test is gone, and its MetaDB is this one's.
  await panel.services.store.installation.updateMany({ data: { archivedAt: new Date() } })
  return (await adoptInstallation(panel.services, { ...input, name: `${input.name} ${Date.now()}` })).id
}

const choose = (jobId: string, kind: DecideInput['kind'], job: JobSnapshot, more: { reason?: string; confirmed?: boolean } = {}) =>
  decide(panel.services, {
    jobId,
    kind,
    stepId: job.choices.find((choice) => choice.kind === kind)?.stepId ?? null,
    reason: more.reason ?? '',
    confirmed: more.confirmed ?? false,
    inputs: {},
  })

test(
  'an init that fails half-way is rolled back to a working 3.3.1 with every row, and the same upgrade then succeeds',
  async () => {
    const state = readState(sandboxName())
    if (state === null) throw new Error('no sandbox')
    const installationId = await adopted()
    const first = await planned(installationId, 'oms_340')
    breakSandbox(state, 'init-fails-phase-2', true)
    await startUpgrade(panel.services, first)
    const failed = await until(first.jobId, 'needs-decision')
    expect(failed.steps.find((step) => step.status === 'failed')?.id).toBe('initialize-metadata')
    const t1 = failed.times.t1
    expect(failed.emergencyKitFolder?.endsWith(`-${first.jobId}`)).toBe(true)
    expect(failed.needsHand).toBeNull()
    breakSandbox(state, 'none', true)

    const preview = await previewRollback(panel.services, first.jobId)
    expect(preview.dumps.map((dump) => dump.verified)).toEqual([true, true, true])
    expect((await countLoss(panel.services, first.jobId)).tables).toBeGreaterThan(0)
    const request = { jobId: first.jobId, reason: 'phase 2 failed', containerName: 'oms_34', skipSafetyDump: false }
    await expect(rollBack(panel.services, request)).rejects.toMatchObject({ problem: { field: 'containerName' } })
    await rollBack(panel.services, { ...request, containerName: 'oms_340' })
    const back = await until(first.jobId, 'rolled-back', 'needs-decision')
    expect(back.steps.filter((step) => step.status !== 'succeeded')).toEqual([])
    expect(back.needsHand?.flatMap(({ components }) => components).every(({ name }) => name !== '')).toBe(true)
    expect(back.times).toMatchObject({ t1, t3: expect.any(String) })
    expect(back.earlierRuns.map((run) => run.status)).toEqual(['failed'])

    expect(await referee.rolledBack()).toBe('')
    const ha = JSON.parse((await haNow(panel.state)) ?? '') as { refetchStoreIntervalMin: number }
    expect(ha.refetchStoreIntervalMin * 60_000).toBeGreaterThan(Date.now() - Date.parse(t1 ?? ''))

    const again = await planned(installationId, 'oms_340_2')
    await startUpgrade(panel.services, again)
    const done = await until(again.jobId, 'succeeded', 'needs-decision')
    expect(done.steps.filter((step) => step.status !== 'succeeded')).toEqual([])
    expect(await referee.upgraded({ newName: 'oms_340_2' })).toBe('')
  },
  PATIENCE,
)

test(
  'a finished upgrade is rolled back, and the databases are again what the dumps hold',
  async () => {
    const job = await planned(await adopted(), 'oms_340')
    await startUpgrade(panel.services, job)
    await until(job.jobId, 'succeeded')
    await rollBack(panel.services, { jobId: job.jobId, reason: 'a change of mind', containerName: 'oms_340', skipSafetyDump: false })
    const back = await until(job.jobId, 'rolled-back', 'needs-decision')
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
    const job = await planned(await adopted(), 'oms_340')
    await startUpgrade(panel.services, job)
    const running = await until(job.jobId, 'running')
    await choose(job.jobId, 'hold', running)
    const held = await until(job.jobId, 'needs-decision')
    expect(held.run?.status).toBe('held')
    await expect(choose(job.jobId, 'retry', held)).rejects.toMatchObject({ problem: { code: 'conflict' } })
    breakSandbox(state, 'init-exit-0', true)
    await choose(job.jobId, 'continue', held)
    const failed = await until(job.jobId, 'needs-decision')
    expect(failed.steps.find((step) => step.status === 'failed')).toMatchObject({ id: 'initialize-metadata' })
    await expect(choose(job.jobId, 'skip', failed, { reason: 'because' })).rejects.toMatchObject({ problem: { code: 'conflict' } })
    await expect(choose(job.jobId, 'retry', failed)).rejects.toMatchObject({ problem: { field: 'confirmed' } })
    await choose(job.jobId, 'check', failed)
    const checked = await until(job.jobId, 'needs-decision')
    expect(checked.steps.find((step) => step.id === 'initialize-metadata')).toMatchObject({ status: 'failed', attempt: 2 })
  },
  PATIENCE,
)
