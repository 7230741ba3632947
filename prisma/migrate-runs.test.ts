import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ChoiceKind } from '../server/contract/choice.ts'
import { openStore, type Store } from '../server/db/open-store.ts'
import { gate } from '../server/domain/gate.ts'
import { readGateFacts } from '../server/queries/gate-facts.ts'
import { readLog } from '../server/queries/read-log.ts'
import { migrate, migrationNames } from './migrate.ts'

const BEFORE_NUMBERS = '20261127141207_person_settings'
const folder = mkdtempSync(join(tmpdir(), 'panel-migrate-runs-'))
afterAll(() => rmSync(folder, { recursive: true }))

let stores = 0

/** A store as the version before runs had numbers left it, filled by `fill` and brought to the newest schema. */
async function migrated(fill: (insert: Insert) => Promise<void>): Promise<Store> {
  stores += 1
  const file = join(folder, `${stores}.db`)
  await migrate(file, migrationNames().slice(0, migrationNames().indexOf(BEFORE_NUMBERS) + 1))
  const old = openStore(file)
  const insert: Insert = async (table, row) => {
    const names = Object.keys(row).map((name) => `"${name}"`)
    const sql = `insert into "${table}" (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`
    await old.$executeRawUnsafe(sql, ...Object.values(row))
  }
  const secrets = { metaPasswordEnc: '', consolePasswordEnc: '', metaDbJson: '{}', databasesJson: '{}' }
  const where = { consoleDriver: 'metadb', consoleUrl: 'http://127.0.0.1', consoleUser: '', backupFolder: '/backups' }
  await insert('Installation', { id: 'i', name: 'OMS', edition: 'enterprise', version: '3.3.1', ...secrets, ...where })
  await fill(insert)
  await old.$disconnect()
  await migrate(file)
  return openStore(file)
}

type Insert = (table: string, row: Record<string, string | number>) => Promise<void>

const at = (clock: string) => `2026-11-21T${clock}:00.000+00:00`

async function job(insert: Insert, status: string): Promise<void> {
  const versions = { fromVersion: '3.3.1', toVersion: '3.4.0' }
  await insert('UpgradeJob', {
    id: 'j',
    number: 1,
    installationId: 'i',
    status,
    ...versions,
    planJson: '{}',
    planHash: '0',
    createdBy: 'test',
  })
}

const run = (insert: Insert, id: string, kind: string, status: string, startedAt: string, more = {}) =>
  insert('Run', { id, jobId: 'j', kind, status, startedBy: 'test', startedAt, ...more })

let attempts = 0
const attempt = (insert: Insert, runId: string, stepId: string, number: number, status: string, startedAt: string) => {
  attempts += 1
  return insert('StepAttempt', { id: `a${attempts}`, runId, stepId, number, status, startedAt })
}

async function allowed(store: Store): Promise<string[]> {
  const facts = await readGateFacts(store, 'j')
  return facts === null ? [] : ChoiceKind.options.filter((kind) => gate(kind, facts).allowed)
}

// The panel is updated while OMS is down: what was possible has to stay possible.
test('a job that the version before left in its window can be tried again and rolled back', async () => {
  const store = await migrated(async (insert) => {
    await job(insert, 'needs-decision')
    await run(insert, 'r', 'upgrade', 'failed', at('16:00'))
    for (const [index, stepId] of ['preflight', 'load-image', 'ha-off', 'stop-old-container', 'trim-heartbeats'].entries())
      await attempt(insert, 'r', stepId, 1, 'succeeded', at(`16:0${index}`))
    await attempt(insert, 'r', 'back-up-databases', 1, 'failed', at('16:06'))
  })
  expect(await allowed(store)).toEqual(expect.arrayContaining(['retry', 'check', 'roll-back']))
  expect(await readGateFacts(store, 'j')).toMatchObject({ step: { id: 'back-up-databases', status: 'failed' } })
  await store.$disconnect()
})

test('an upgraded job of the version before can be rolled back', async () => {
  const store = await migrated(async (insert) => {
    await job(insert, 'succeeded')
    await run(insert, 'r', 'upgrade', 'succeeded', at('16:00'))
    await attempt(insert, 'r', 'preflight', 1, 'succeeded', at('16:00'))
  })
  expect(await allowed(store)).toEqual(expect.arrayContaining(['roll-back', 'finalize']))
  await store.$disconnect()
})

// The clock was set back by an hour between upgrade and rollback: by the clock the upgrade would be the newest run, and offered to be
// tried again while databases are being replaced.
test('runs get their numbers in the order in which they were made, whatever their clocks say', async () => {
  const store = await migrated(async (insert) => {
    await job(insert, 'rolling-back')
    await run(insert, 'first', 'upgrade', 'failed', at('16:00'))
    await attempt(insert, 'first', 'preflight', 1, 'failed', at('16:01'))
    await run(insert, 'second', 'rollback', 'running', at('15:10'))
    await attempt(insert, 'second', 'verify-dumps', 1, 'running', at('15:11'))
  })
  expect(await store.run.findMany({ orderBy: { number: 'asc' }, select: { id: true, number: true } })).toEqual([
    { id: 'first', number: 1 },
    { id: 'second', number: 2 },
  ])
  expect(await readGateFacts(store, 'j')).toMatchObject({ run: { kind: 'rollback', status: 'running' } })
  expect(await allowed(store)).not.toContain('retry')
  await store.$disconnect()
})

test('a request to stop means the attempt that was open, and every line of the log finds its attempt', async () => {
  const line = (insert: Insert, seq: number, stepId: string, clock: string) =>
    insert('LogLine', { jobId: 'j', seq, at: at(clock), stepId, stream: 'stdout', text: `line ${seq}` })
  const store = await migrated(async (insert) => {
    await job(insert, 'running')
    await run(insert, 'r', 'upgrade', 'running', at('16:00'), { abortRequestedAt: at('16:30') })
    await attempt(insert, 'r', 'servers-online', 1, 'failed', at('16:10'))
    await attempt(insert, 'r', 'servers-online', 2, 'running', at('16:20'))
    await line(insert, 1, 'servers-online', '16:11')
    await line(insert, 2, 'servers-online', '16:21')
    await line(insert, 3, 'ha-on', '16:22')
    await insert('Lease', { installationId: 'i', runId: 'r', owner: 'dead', fence: 7, expiresAt: at('16:31') })
  })
  const open = await store.stepAttempt.findFirstOrThrow({ where: { status: 'running' } })
  expect(await store.run.findFirst()).toMatchObject({ abortAttemptId: open.id })
  expect((await readLog(store, 'j', { after: 0, limit: 9 })).map((one) => [one.seq, one.run, one.attempt])).toEqual([
    [1, 1, 1],
    [2, 1, 2],
    [3, null, null],
  ])
  expect(await store.lease.findFirst()).toMatchObject({ owner: 'dead', fence: 7, renewals: 0 })
  await store.$disconnect()
})
