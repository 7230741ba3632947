import { setTimeout as pause } from 'node:timers/promises'
import type { RowDataPacket } from 'mysql2/promise'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { JobSnapshot } from '../server/contract/job.ts'
import { startUpgrade } from '../server/services/start-upgrade.ts'
import { asAdmin, holdATable } from './faults/metadb-acts.ts'
import { jobActs } from './harness/job-acts.ts'
import { panelServices } from './harness/panel-services.ts'
import { openReferee, type Referee } from './harness/referee.ts'
import { breakSandbox } from './sandbox/break.ts'
import { resetOms } from './sandbox/oms.ts'
import { type OmsState, sandboxName, sandboxState } from './sandbox/state.ts'

// What a site may have beside OMS's own tables, and what somebody may do there while the panel works.

const PATIENCE = 400_000
let panel: Awaited<ReturnType<typeof panelServices>>
let acts: ReturnType<typeof jobActs>
let sql: Awaited<ReturnType<typeof asAdmin>>
let oms: OmsState

beforeAll(async () => {
  sql = await asAdmin(sandboxState(sandboxName()))
})

beforeEach(async () => {
  const state = sandboxState(sandboxName())
  oms = await resetOms(state)
  breakSandbox(state, 'none', true)
  panel = await panelServices(sandboxName())
  acts = jobActs(panel.services)
}, PATIENCE)

afterEach(() => panel.close())

afterAll(() => sql.end())

async function seen(): Promise<Referee> {
  return await openReferee(sandboxState(sandboxName()), {})
}

async function started(): Promise<string> {
  const job = await acts.planned(await acts.adopted(oms, 'metadb'))
  await startUpgrade(panel.services, job)
  return job.jobId
}

async function upgraded(): Promise<string> {
  const jobId = await started()
  await acts.until(jobId, 'succeeded')
  return jobId
}

async function rolledBack(jobId: string): Promise<void> {
  await acts.rollBack(jobId, 'a change of mind')
  const back = await acts.until(jobId, 'rolled-back', 'needs-decision')
  expect(back.steps.filter(({ status }) => status !== 'succeeded')).toEqual([])
}

const failedStep = ({ steps }: JobSnapshot) => steps.find(({ status }) => status === 'failed')

/** Pressed while this step runs: the rollback stops behind it. */
async function heldAfter(jobId: string, id: string): Promise<JobSnapshot> {
  await vi.waitFor(
    async () => {
      const step = (await acts.read(jobId)).steps.find((one) => one.id === id)
      expect(['running', 'verifying']).toContain(step?.status)
    },
    { timeout: 120_000, interval: 20 },
  )
  await acts.choose(await acts.read(jobId), 'hold')
  return await acts.until(jobId, 'needs-decision')
}

async function beside(ending: 'new' | 'kept'): Promise<string[]> {
  const [rows] = await sql.query<RowDataPacket[]>(
    'select schema_name as name from information_schema.schemata where schema_name like ? order by 1',
    [`%\\_\\_panel\\_%\\_${ending}`],
  )
  return rows.map(({ name }) => String(name))
}

async function value(query: string): Promise<unknown> {
  const [rows] = await sql.query<RowDataPacket[]>(query)
  return Object.values(rows[0] ?? {})[0]
}

test(
  'who writes during the backup is told of, and the next try is whole',
  async () => {
    await sql.query('create table rm_331.site_beat (id int primary key, n int not null)')
    await sql.query('insert into rm_331.site_beat values (1, 0)')
    const before = await seen()
    let writes = true
    const writing = (async () => {
      const writer = await asAdmin(sandboxState(sandboxName()))
      while (writes) {
        await writer.query('update rm_331.site_beat set n = n + 1 where id = 1')
        await pause(20)
      }
      await writer.query('update rm_331.site_beat set n = 0')
      await writer.end()
    })()
    const jobId = await started()
    const asked = await acts.until(jobId, 'needs-decision')
    writes = false
    await writing
    expect(failedStep(asked)).toMatchObject({ id: 'back-up-databases', outcome: { key: 'backups.writtenMeanwhile' } })
    await acts.choose(asked, 'retry')
    await acts.until(jobId, 'succeeded')
    await rolledBack(jobId)
    expect(await before.rolledBack()).toBe('')
  },
  PATIENCE,
)

test(
  'what somebody changes in a proven copy does not go live',
  async () => {
    const before = await seen()
    const jobId = await upgraded()
    await acts.rollBack(jobId, 'a change of mind')
    const held = await heldAfter(jobId, 'restore-beside')
    const copy = (await beside('new')).find((name) => name.startsWith('rm_331'))
    await sql.query(`update \`${copy}\`.oms_project set owner = 'somebody' limit 1`)
    await acts.choose(held, 'continue')
    const refused = await acts.until(jobId, 'needs-decision', 'rolled-back')
    expect(failedStep(refused)).toMatchObject({ id: 'swap-databases', outcome: { key: 'outcomes.copyChanged' } })
    await rolledBack(jobId)
    expect(await before.rolledBack()).toBe('')
  },
  PATIENCE,
)

test(
  'a live table that somebody drops while the swap waits does not keep the rollback from ending',
  async () => {
    const before = await seen()
    const jobId = await upgraded()
    const table = await holdATable(sandboxState(sandboxName()))
    await acts.rollBack(jobId, 'a change of mind')
    const failed = await acts.until(jobId, 'needs-decision')
    await table.end()
    expect(failedStep(failed)?.id).toBe('swap-databases')
    await sql.query('drop table rm_331.oms_alarm_rule')
    await acts.choose(failed, 'retry')
    const back = await acts.until(jobId, 'rolled-back', 'needs-decision')
    expect(back.steps.filter(({ status }) => status !== 'succeeded')).toEqual([])
    expect(await before.rolledBack()).toBe('')
  },
  PATIENCE,
)

test(
  'an undo makes the emptied copies again that somebody dropped',
  async () => {
    const jobId = await upgraded()
    const before = await seen()
    await before.lookAgainAtContainers()
    await acts.rollBack(jobId, 'a change of mind')
    const held = await heldAfter(jobId, 'swap-databases')
    const copies = await beside('new')
    expect(copies).toHaveLength(3)
    for (const name of copies) await sql.query(`drop database \`${name}\``)
    await acts.choose(held, 'undo-rollback', { confirmed: true })
    await acts.until(jobId, 'succeeded')
    expect(await before.untouched({ mayHaveCopies: true })).toBe('')
  },
  PATIENCE,
)

test(
  'tables made where the server was lenient and an event that is over come back; rights that the account may not grant are named',
  async () => {
    await sql.query('use rm_331')
    await sql.query('set session innodb_strict_mode = 0, check_constraint_checks = 0')
    await sql.query('create table site_note (id int primary key, a varchar(10), check (id > 0)) row_format=fixed')
    await sql.query("insert into site_note values (-1, 'a')")
    await sql.query('create definer = oms@`%` procedure site_p() select 1')
    await sql.query("create or replace user site_app@localhost identified by 'x'")
    await sql.query('grant execute on procedure rm_331.site_p to site_app@localhost')
    const before = await seen()
    await sql.query('create definer = oms@`%` event site_once on schedule at now() + interval 1 second on completion preserve do select 1')
    const jobId = await upgraded()
    await rolledBack(jobId)
    expect(String(await value('select status from information_schema.events where event_name = "site_once"'))).toBe('DISABLED')
    expect(JSON.stringify((await acts.read(jobId)).weakProofs)).toContain('proofs.weak.routineGrantsLost')
    await sql.query('drop event rm_331.site_once')
    await sql.query('drop user site_app@localhost')
    expect(await before.rolledBack()).toBe('')
  },
  PATIENCE,
)
