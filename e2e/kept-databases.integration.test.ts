import mysql, { type Connection } from 'mysql2/promise'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { JobStatus } from '../server/contract/job.ts'
import type { PlanOptions } from '../server/contract/plan.ts'
import { besideName } from '../server/domain/beside-name.ts'
import { readJob } from '../server/queries/read-job.ts'
import { adoptInstallation } from '../server/services/adopt-installation.ts'
import { decide } from '../server/services/decide.ts'
import { draftPlan } from '../server/services/draft-plan.ts'
import { dropKeptDatabases } from '../server/services/drop-kept-databases.ts'
import { openInstallation } from '../server/services/open-installation.ts'
import { planUpgrade } from '../server/services/plan-upgrade.ts'
import { readInstallationKept, readKeptDatabases } from '../server/services/read-kept-databases.ts'
import { rollBack } from '../server/services/roll-back.ts'
import type { ServiceContext } from '../server/services/service-context.ts'
import { startUpgrade } from '../server/services/start-upgrade.ts'
import { adoptInput } from './harness/adopt-input.ts'
import { panelServices } from './harness/panel-services.ts'
import { breakSandbox } from './sandbox/break.ts'
import { resetOms } from './sandbox/oms.ts'
import { type OmsState, readState, sandboxName } from './sandbox/state.ts'

const PATIENCE = 200_000
const OPTIONS: PlanOptions = {
  image: { kind: 'archive', file: 'oms_3.4.0.tar.gz' },
  newContainerName: 'oms_340',
  toVersion: null,
  storeRecovery: 'refetch-interval',
  confirmed: [],
}
let panel: Awaited<ReturnType<typeof panelServices>>
let services: ServiceContext
let oms: OmsState
let admin: Connection
let installationId: string
let installationName: string
let rm: string
let cm: string
let jobId: string
let number = 1

const state = () => {
  const read = readState(sandboxName())
  if (read?.metaDb == null) throw new Error('no sandbox')
  return { ...read, metaDb: read.metaDb }
}

beforeAll(async () => {
  const { metaDb } = state()
  breakSandbox(state(), 'none', true)
  oms = await resetOms(state())
  ;({ rm, cm } = oms.databases)
  panel = await panelServices(sandboxName())
  services = panel.services
  admin = await mysql.createConnection({ host: metaDb.host, port: metaDb.port, ...metaDb.admin })
  const input = await adoptInput(services, oms, 'console')
  installationName = input.name
  installationId = (await adoptInstallation(services, input)).id
  jobId = await planned()
}, PATIENCE)

afterAll(async () => {
  await admin.end()
  await panel.close()
})

/** Made by hand beside the live ones, as a rollback would have: [rm's, cm's]. */
let kept: [string, string]

beforeEach(async () => {
  number += 1
  jobId = await another('finalized')
  kept = [beside(rm), beside(cm)]
  await note(kept[0], rm)
  await note(kept[1], cm)
  for (const name of kept) await make(name)
})

afterEach(async () => {
  await services.store.upgradeJob.deleteMany({ where: { status: 'running' } })
  await services.store.installation.updateMany({ data: { archivedAt: null } })
  for (const name of await existing(...kept)) await admin.query(`drop database \`${name}\``)
})

const tag = () => `t${String(number).padStart(7, '0')}`
const beside = (database: string) => besideName(database, tag(), 'kept')

async function planned(): Promise<string> {
  const { planHash } = await draftPlan(services, { installationId, options: OPTIONS })
  return (await planUpgrade(services, { installationId, options: OPTIONS, planHash: planHash ?? '' })).jobId
}

/** Another job with the plan of the first one. */
async function another(status: JobStatus, of = installationId): Promise<string> {
  const { id: _, ...plan } = await services.store.upgradeJob.findUniqueOrThrow({ where: { number: 1 } })
  number += 1
  return (await services.store.upgradeJob.create({ data: { ...plan, number, status, installationId: of } })).id
}

async function note(name: string, of: string): Promise<void> {
  const { store } = services
  const where = { jobId_name: { jobId, name: 'madeDatabases' } }
  const before = await store.fact.findUnique({ where })
  const made = [...(before === null ? [] : JSON.parse(before.valueJson)), { name, of, kind: 'kept', at: new Date().toISOString() }]
  const valueJson = JSON.stringify(made)
  await store.fact.upsert({ where, create: { jobId, name: 'madeDatabases', valueJson, at: new Date() }, update: { valueJson } })
}

async function make(name: string): Promise<void> {
  await admin.query(`create database \`${name}\``)
  await admin.query(`create table \`${name}\`.t (id int primary key)`)
  await admin.query(`insert into \`${name}\`.t values (1)`)
}

async function existing(...names: string[]): Promise<string[]> {
  const [rows] = await admin.query('select schema_name as name from information_schema.schemata where schema_name in (?)', [names])
  const found = new Set((rows as { name: string }[]).map(({ name }) => name))
  return names.filter((name) => found.has(name))
}

const drop = (names: string[], more: { services?: ServiceContext; installationName?: string } = {}) =>
  dropKeptDatabases(more.services ?? services, { jobId, names, installationName: more.installationName ?? installationName })

const audited = async () => {
  const rows = await services.store.auditEvent.findMany({ where: { subject: jobId }, orderBy: { id: 'asc' } })
  return rows
    .filter(({ action }) => action.startsWith('leftover.'))
    .map(({ action, detailJson }): [string, unknown] => [action, JSON.parse(detailJson)])
}

/** Words, no drop, and no row in the audit trail of one. */
async function refused(names: string[], key: string, params?: Record<string, unknown>): Promise<void> {
  const said = params === undefined ? { key } : { key, params }
  await expect(drop(names)).rejects.toMatchObject({ problem: { said } })
  expect(await existing(...kept)).toEqual(kept)
  expect(await audited()).toEqual([])
}

test('what is kept is read with its size; dropped it is gone, with a record of who did it, and a look-alike stays', async () => {
  const lookAlike = besideName(rm, `z${tag().slice(1)}`, 'kept')
  await make(lookAlike)
  try {
    const before = await readKeptDatabases(services, jobId)
    expect(before).toMatchObject({ noted: 2, unseen: [], choice: { allowed: true } })
    expect(before.databases.map(({ name, of, kind, tables, stays }) => ({ name, of, kind, tables, stays }))).toEqual([
      { name: kept[0], of: rm, kind: 'kept', tables: 1, stays: null },
      { name: kept[1], of: cm, kind: 'kept', tables: 1, stays: null },
    ])
    for (const { bytes } of before.databases) expect(bytes).toBeGreaterThan(0)
    expect((await readInstallationKept(services, installationId)).jobs).toMatchObject([{ id: jobId, databases: 2 }])
    await refused([kept[0], lookAlike], 'choices.kept.notNoted', { name: lookAlike })

    expect(await drop(kept)).toEqual({ dropped: kept, gone: [] })
    expect(await existing(...kept, lookAlike, rm, cm)).toEqual([lookAlike, rm, cm])
    expect(await readKeptDatabases(services, jobId)).toMatchObject({ noted: 2, databases: [], choice: { allowed: false } })
    expect((await readInstallationKept(services, installationId)).jobs).toEqual([])
    const { host, port } = state().metaDb
    expect(await audited()).toEqual([
      ['leftover.drop-databases', { databases: kept, metaDb: `${host}:${port}` }],
      ['leftover.drop-databases.proven', { dropped: kept, remaining: [] }],
    ])
    await expect(drop(kept)).rejects.toMatchObject({ problem: { code: 'conflict', said: { key: 'choices.kept.gone' } } })
  } finally {
    await admin.query(`drop database if exists \`${lookAlike}\``)
  }
})

// A note that was tampered with, or an OMS that was pointed at a kept database, must not cost anybody a live one.
test('a live database is refused by name, also where the job noted it', async () => {
  await refused([rm], 'choices.kept.notNoted', { name: rm })
  await note(rm, rm)
  await refused([kept[0], rm], 'choices.kept.live', { name: rm, installation: installationName })
  expect((await readKeptDatabases(services, jobId)).databases.find(({ name }) => name === rm)?.stays?.key).toBe('choices.kept.live')
  const { store } = services
  const where = { id: installationId }
  const { databasesJson } = await store.installation.findUniqueOrThrow({ where })
  await store.installation.update({ where, data: { databasesJson: databasesJson.replace(`"${rm}"`, `"${kept[0]}"`) } })
  try {
    await refused(kept, 'choices.kept.live', { name: kept[0], installation: installationName })
  } finally {
    await store.installation.update({ where, data: { databasesJson } })
  }
  expect(await existing(rm, cm)).toEqual([rm, cm])
})

test('nothing is dropped before the job is finalized, under another name, or while a run on that server is open', async () => {
  const { store } = services
  await store.upgradeJob.update({ where: { id: jobId }, data: { status: 'rolled-back' } })
  await refused(kept, 'choices.kept.notFinalized')
  await store.upgradeJob.update({ where: { id: jobId }, data: { status: 'finalized' } })
  await expect(drop(kept, { installationName: 'another' })).rejects.toMatchObject({ problem: { field: 'installationName' } })
  const own = await another('running')
  await refused(kept, 'choices.kept.busy', { number, installation: installationName })
  await store.upgradeJob.delete({ where: { id: own } })
  // Another OMS with databases of its own on this server, as an upgrade of it is under way.
  const { id: _, ...row } = await store.installation.findUniqueOrThrow({ where: { id: installationId } })
  const databasesJson = JSON.stringify({ rm: 'rm_other', cm: 'cm_other', heartbeats: ['hb_other'] })
  const other = await store.installation.create({ data: { ...row, name: `other ${number}`, databasesJson } })
  const open = await another('needs-decision', other.id)
  await refused(kept, 'choices.kept.busy', { number, installation: other.name })
  await store.upgradeJob.delete({ where: { id: open } })
  await store.installation.delete({ where: { id: other.id } })
  expect(await drop(kept)).toEqual({ dropped: kept, gone: [] })
})

test('a database that somebody uses is not dropped, and the page says who it is', async () => {
  const { metaDb: login } = await openInstallation(services, installationId)
  const { host, port, user, password } = login
  const session = await mysql.createConnection({ host, port, user, password: password.reveal(), database: kept[1] })
  try {
    await expect(drop(kept)).rejects.toMatchObject({
      problem: { said: { key: 'choices.kept.inUse', params: { count: 1, who: expect.stringContaining(`${user}@`) } } },
    })
    expect((await readKeptDatabases(services, jobId)).choice).toMatchObject({ reason: { key: 'choices.kept.inUse' } })
    expect(await existing(...kept)).toEqual(kept)
  } finally {
    await session.end()
  }
})

// The account of this sandbox has no PROCESS: silence about others is not a proof that nobody is there.
test('an account that does not see the sessions of others says so', async () => {
  await admin.query(`use \`${kept[1]}\``)
  expect(await readKeptDatabases(services, jobId)).toMatchObject({ seesSessions: false, choice: { allowed: true } })
  await admin.query('use information_schema')
})

test('what somebody else dropped meanwhile is left out, and an archived installation can still be cleaned', async () => {
  await admin.query(`drop database \`${kept[0]}\``)
  await services.store.installation.updateMany({ data: { archivedAt: new Date() } })
  expect(await drop(kept)).toEqual({ dropped: [kept[1]], gone: [kept[0]] })
  expect((await audited()).at(-1)).toEqual(['leftover.drop-databases.proven', { dropped: [kept[1]], remaining: [] }])
})

// The first drop may take minutes: what was true at the click is not true for the second.
test('a run that is started between two drops keeps what is left, the answer says what, and a repetition drops the rest', async () => {
  const { world } = services
  const between: ServiceContext = {
    ...services,
    world: {
      ...world,
      writers(permit) {
        const writers = world.writers(permit)
        return {
          ...writers,
          metaDbs: {
            async open(login) {
              const metaDb = await writers.metaDbs.open(login)
              return { ...metaDb, dropBeside: (name) => metaDb.dropBeside(name).then(() => void another('running')) }
            },
          },
        }
      },
    },
  }
  await expect(drop(kept, { services: between })).rejects.toMatchObject({
    problem: { code: 'refused', said: { key: 'choices.kept.notAll', params: { count: 1, remaining: kept[1] } } },
  })
  expect(await existing(...kept)).toEqual([kept[1]])
  expect((await audited()).at(-1)).toEqual(['leftover.drop-databases.proven', { dropped: [kept[0]], remaining: [kept[1]] }])
  await services.store.upgradeJob.deleteMany({ where: { status: 'running' } })
  expect(await drop([kept[1]])).toEqual({ dropped: [kept[1]], gone: [] })
})

test('of two who drop at the same moment one does, and the other is told by whom', async () => {
  const as = (name: string): ServiceContext => ({ ...services, actor: { ...services.actor, name } })
  const answers = await Promise.allSettled([drop(kept, { services: as('Olga') }), drop(kept, { services: as('Otto') })])
  expect(answers).toMatchObject([
    { status: 'fulfilled', value: { dropped: kept } },
    { status: 'rejected', reason: { problem: { code: 'conflict', said: { key: 'choices.kept.underWay', params: { name: 'Olga' } } } } },
  ])
  expect((await audited()).map(([action]) => action)).toEqual(['leftover.drop-databases', 'leftover.drop-databases.proven'])
})

test(
  'what a real rollback kept is listed before the job is finalized and dropped after, and OMS keeps every table',
  async () => {
    const { store } = services
    jobId = await planned()
    breakSandbox(state(), 'init-fails-phase-2', true)
    const { planHash } = await store.upgradeJob.findUniqueOrThrow({ where: { id: jobId } })
    await startUpgrade(services, { jobId, planHash })
    await until('needs-decision')
    breakSandbox(state(), 'none', true)
    await rollBack(services, { jobId, reason: 'phase 2 failed', containerName: 'oms_340', skipSafetyDump: false })
    await until('rolled-back')
    const before = await readKeptDatabases(services, jobId)
    expect(before.databases.map(({ of, kind }) => [of, kind]).toSorted()).toEqual(
      [rm, cm, oms.databases.heartbeats].map((of) => [of, 'kept']).toSorted(),
    )
    const names = before.databases.map(({ name }) => name)
    expect(before.choice).toMatchObject({ allowed: false, reason: { key: 'choices.kept.notFinalized' } })
    await expect(drop(names)).rejects.toMatchObject({ problem: { said: { key: 'choices.kept.notFinalized' } } })
    const tables = () => admin.query('select count(*) as n from information_schema.tables where table_schema in (?)', [[rm, cm]])
    const [live] = await tables()
    await decide(services, { jobId, kind: 'finalize', stepId: null, reason: '', confirmed: true, inputs: {} })
    expect(await drop(names)).toEqual({ dropped: names, gone: [] })
    expect(await existing(...names)).toEqual([])
    expect((await tables())[0]).toEqual(live)
  },
  PATIENCE,
)

async function until(status: JobStatus): Promise<void> {
  await vi.waitFor(async () => expect((await readJob(services.store, jobId, new Date())).status).toBe(status), {
    timeout: 150_000,
    interval: 300,
  })
}

// A swap that a person ended half-way leaves all tables beside the live databases.
test('nothing is dropped while the database that it stands beside has no table', async () => {
  const empty = `${rm}_empty`
  const name = besideName(empty, tag(), 'kept')
  await admin.query(`create database \`${empty}\``)
  await make(name)
  await note(name, empty)
  try {
    expect((await readKeptDatabases(services, jobId)).choice).toMatchObject({ allowed: false, reason: { key: 'choices.kept.onlyCopy' } })
    await refused([name], 'choices.kept.onlyCopy', { live: empty, count: 1 })
    expect(await existing(name)).toEqual([name])
    await admin.query(`create table \`${empty}\`.t (id int)`)
    expect(await drop([name])).toEqual({ dropped: [name], gone: [] })
  } finally {
    for (const one of [name, empty]) await admin.query(`drop database if exists \`${one}\``)
  }
})
