import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { ConsoleDriver } from '../server/contract/installation.ts'
import type { JobSnapshot } from '../server/contract/job.ts'
import { readHaConfigNow } from '../server/services/read-ha-config.ts'
import { startUpgrade } from '../server/services/start-upgrade.ts'
import { asAdmin, holdATable } from './faults/metadb-acts.ts'
import { changeInConsole } from './fixtures/sandbox.ts'
import { haNow } from './harness/ha-now.ts'
import { jobActs } from './harness/job-acts.ts'
import { panelServices } from './harness/panel-services.ts'
import { plainInit } from './harness/plain-init.ts'
import { openReferee, type Referee } from './harness/referee.ts'
import { breakSandbox } from './sandbox/break.ts'
import { resetOms } from './sandbox/oms.ts'
import { type OmsState, sandboxName, sandboxState } from './sandbox/state.ts'

const PATIENCE = 280_000
let panel: Awaited<ReturnType<typeof panelServices>>
let acts: ReturnType<typeof jobActs>
let sql: Awaited<ReturnType<typeof asAdmin>>
let oms: OmsState
let before331: Referee

beforeAll(async () => {
  sql = await asAdmin(sandboxState(sandboxName()))
})

beforeEach(async () => {
  const state = sandboxState(sandboxName())
  const plain = await plainInit(state, [])
  oms = await resetOms(state)
  breakSandbox(state, 'none', true)
  before331 = await openReferee(sandboxState(sandboxName()), plain)
  panel = await panelServices(sandboxName())
  acts = jobActs(panel.services)
}, PATIENCE)

afterEach(() => panel.close())

afterAll(() => sql.end())

/** A referee that has seen the world as it is now, with the container that runs in it. */
async function refereeNow(): Promise<Referee> {
  const referee = await openReferee(sandboxState(sandboxName()), {})
  await referee.lookAgainAtContainers()
  return referee
}

async function upgraded(driver: ConsoleDriver): Promise<string> {
  const job = await acts.planned(await acts.adopted(oms, driver))
  await startUpgrade(panel.services, job)
  if (driver === 'guided') for (const step of ['ha-off', 'ha-on']) await asTold(job.jobId, step)
  await acts.until(job.jobId, 'succeeded')
  return job.jobId
}

/** Plays the person of the guided driver. */
async function asTold(jobId: string, stepId: string): Promise<void> {
  const value = await vi.waitFor(
    async () => {
      expect((await acts.read(jobId)).steps.find(({ id }) => id === stepId)?.waitingFor?.key).toBe('waiting.guidedParameter')
      return (await readHaConfigNow(panel.services, jobId)).wanted
    },
    { timeout: 150_000, interval: 300 },
  )
  await changeInConsole({ ...sandboxState(sandboxName()), oms }, 'ha.config', value ?? '')
}

/** A rollback that has swapped the databases and stands before the old OMS is started. */
async function swapped(jobId: string, driver: ConsoleDriver): Promise<JobSnapshot> {
  const table = await holdATable(sandboxState(sandboxName()))
  await acts.rollBack(jobId, 'a change of mind')
  if (driver === 'guided') await asTold(jobId, 'rollback-ha-off')
  await vi.waitFor(async () => expect((await acts.read(jobId)).steps.find(({ id }) => id === 'swap-databases')?.status).toBe('running'), {
    timeout: 60_000,
  })
  await table.isWaitedFor()
  await acts.choose(await acts.read(jobId), 'hold')
  await table.end()
  const held = await acts.until(jobId, 'needs-decision')
  expect(held.steps.find(({ status }) => status === 'waiting')?.id).toBe('restart-old-container')
  return held
}

async function views(): Promise<string> {
  const [rows] = await sql.query("select table_name from information_schema.views where table_schema = 'rm_331'")
  return JSON.stringify(rows)
}

const outcome = ({ earlierRuns, steps, run }: JobSnapshot, id: string) =>
  [...earlierRuns, { ...run, steps }].flatMap((one) => one.steps).findLast((step) => step.id === id)?.outcome?.key

const NOTHING_BUT_COPIES = { mayHaveCopies: true }

test(
  'an undo after the swap leads to the very databases of the new version and to its running OMS; the next rollback works',
  async () => {
    const jobId = await upgraded('console')
    const before = await refereeNow()
    const haBefore = await haNow(panel.state)
    const held = await swapped(jobId, 'console')
    expect(await haNow(panel.state)).not.toBe(haBefore)
    await expect(acts.choose(held, 'undo-rollback')).rejects.toMatchObject({ problem: { field: 'confirmed' } })
    await acts.choose(held, 'undo-rollback', { confirmed: true })
    const undone = await acts.until(jobId, 'succeeded')
    expect(outcome(undone, 'swap-back')).toBe('outcomes.swappedBack')
    expect(outcome(undone, 'undo-ha-on')).toBe('outcomes.rollbackUndone')
    expect(await before.untouched(NOTHING_BUT_COPIES)).toBe('')
    expect(JSON.parse((await haNow(panel.state)) ?? '')).toEqual(JSON.parse(haBefore ?? ''))

    await acts.rollBack(jobId, 'again')
    const back = await acts.until(jobId, 'rolled-back', 'needs-decision')
    expect(back.steps.filter(({ status }) => status !== 'succeeded')).toEqual([])
    expect(await before331.rolledBack()).toBe('')
  },
  PATIENCE,
)

// What keeps tables from moving is taken away first: views and triggers of the new version have to come back with the undo.
test(
  'an undo of a swap that could not move a table brings back what was taken away for it',
  async () => {
    const jobId = await upgraded('metadb')
    const before = await refereeNow()
    const table = await holdATable(sandboxState(sandboxName()))
    await acts.rollBack(jobId, 'a change of mind')
    const failed = await acts.until(jobId, 'needs-decision')
    expect(failed.steps.find(({ status }) => status === 'failed')?.id).toBe('swap-databases')
    await table.end()
    expect(await views()).not.toContain('oms_project_overview')
    await acts.choose(failed, 'undo-rollback', { confirmed: true })
    await acts.until(jobId, 'succeeded')
    expect(await before.untouched(NOTHING_BUT_COPIES)).toBe('')
  },
  PATIENCE,
)

test(
  'guided: an undo leaves ha.config to the person, shows the value, and ends where the rollback began once they entered it',
  async () => {
    const jobId = await upgraded('guided')
    const before = await refereeNow()
    const haBefore = (await haNow(panel.state)) ?? ''
    const held = await swapped(jobId, 'guided')
    await acts.choose(held, 'undo-rollback', { confirmed: true })
    await vi.waitFor(async () => expect((await acts.read(jobId)).steps.at(-1)?.waitingFor?.key).toBe('waiting.guidedParameter'), {
      timeout: 150_000,
    })
    expect(JSON.parse((await haNow(panel.state)) ?? '')).toEqual({ ...JSON.parse(haBefore), enable: false })
    await asTold(jobId, 'undo-ha-on')
    await acts.until(jobId, 'succeeded')
    expect(JSON.parse((await haNow(panel.state)) ?? '')).toEqual(JSON.parse(haBefore))
    expect(await before.untouched(NOTHING_BUT_COPIES)).toBe('')
  },
  PATIENCE,
)
