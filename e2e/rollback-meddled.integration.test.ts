import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { JobSnapshot } from '../server/contract/job.ts'
import { startUpgrade } from '../server/services/start-upgrade.ts'
import { asAdmin, holdATable } from './faults/metadb-acts.ts'
import { jobActs } from './harness/job-acts.ts'
import { panelServices } from './harness/panel-services.ts'
import { plainInit } from './harness/plain-init.ts'
import { openReferee, type Referee } from './harness/referee.ts'
import { breakSandbox } from './sandbox/break.ts'
import { resetOms } from './sandbox/oms.ts'
import { type OmsState, sandboxName, sandboxState } from './sandbox/state.ts'

// Somebody else works in the MetaDB, or the new version left something broken there, and the rollback meets it with OMS down.

const PATIENCE = 400_000
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

async function upgraded(): Promise<string> {
  const job = await acts.planned(await acts.adopted(oms, 'metadb'))
  await startUpgrade(panel.services, job)
  await acts.until(job.jobId, 'succeeded')
  return job.jobId
}

const failedStep = ({ steps }: JobSnapshot) => steps.find(({ status }) => status === 'failed')

async function dropBeside(ending: 'new' | 'kept'): Promise<void> {
  const like = `rm\\_331\\_\\_panel\\_%\\_${ending}`
  const [rows] = await sql.query('select schema_name as name from information_schema.schemata where schema_name like ?', [like])
  const names = (rows as { name: string }[]).map(({ name }) => name)
  expect(names).toHaveLength(1)
  await sql.query(`drop database \`${names[0]}\``)
}

/** A rollback whose swap could not move a table, and somebody drops a copy meanwhile. */
async function failedSwap(jobId: string): Promise<JobSnapshot> {
  const table = await holdATable(sandboxState(sandboxName()))
  await acts.rollBack(jobId, 'a change of mind')
  const failed = await acts.until(jobId, 'needs-decision')
  await table.end()
  expect(failedStep(failed)?.id).toBe('swap-databases')
  await dropBeside('new')
  return failed
}

test(
  'views whose table is gone do not keep a rollback from ending, nor do they stay',
  async () => {
    const jobId = await upgraded()
    await sql.query('create table rm_331.work (a int)')
    await sql.query('create or replace view rm_331.oms_project_overview as select a from rm_331.work')
    await sql.query('create view rm_331.added_by_init as select a from rm_331.work')
    await sql.query('drop table rm_331.work')
    await acts.rollBack(jobId, 'a broken schema')
    const back = await acts.until(jobId, 'rolled-back', 'needs-decision')
    expect(back.steps.filter(({ status }) => status !== 'succeeded')).toEqual([])
    expect(await before331.rolledBack()).toBe('')
  },
  PATIENCE,
)

test(
  'a copy that somebody drops before the swap costs another copy: retry says so, and the rollback begins again',
  async () => {
    const jobId = await upgraded()
    await acts.choose(await failedSwap(jobId), 'retry')
    const again = await acts.until(jobId, 'needs-decision', 'rolled-back')
    expect(failedStep(again)?.outcome?.key).toBe('outcomes.copyGone')
    await acts.rollBack(jobId, 'with a new copy')
    const back = await acts.until(jobId, 'rolled-back', 'needs-decision')
    expect(back.steps.filter(({ status }) => status !== 'succeeded')).toEqual([])
    expect(await before331.rolledBack()).toBe('')
  },
  PATIENCE,
)

test(
  'the same rollback can be undone, which leads to the very databases of the new version',
  async () => {
    const jobId = await upgraded()
    const before = await openReferee(sandboxState(sandboxName()), {})
    await before.lookAgainAtContainers()
    await acts.choose(await failedSwap(jobId), 'undo-rollback', { confirmed: true })
    await acts.until(jobId, 'succeeded')
    expect(await before.untouched({ mayHaveCopies: true })).toBe('')
  },
  PATIENCE,
)

test(
  'an undo for which it is too late is refused in words, and the rollback goes on',
  async () => {
    const jobId = await upgraded()
    const table = await holdATable(sandboxState(sandboxName()))
    await acts.rollBack(jobId, 'a change of mind')
    const swap = async () => (await acts.read(jobId)).steps.find(({ id }) => id === 'swap-databases')
    await vi.waitFor(async () => expect((await swap())?.status).toBe('running'), { timeout: 120_000 })
    await table.isWaitedFor()
    await acts.choose(await acts.read(jobId), 'hold')
    await table.end()
    const held = await acts.until(jobId, 'needs-decision')
    expect(held.steps.find(({ status }) => status === 'waiting')?.id).toBe('restart-old-container')

    await dropBeside('kept')
    const undo = () => acts.choose(held, 'undo-rollback', { confirmed: true })
    await expect(undo()).rejects.toMatchObject({ problem: { code: 'conflict', said: { key: 'outcomes.keptGone' } } })
    await acts.choose(held, 'continue')
    const back = await acts.until(jobId, 'rolled-back', 'needs-decision')
    expect(back.steps.filter(({ status }) => status !== 'succeeded')).toEqual([])
    expect(await before331.rolledBack()).toBe('')
  },
  PATIENCE,
)
