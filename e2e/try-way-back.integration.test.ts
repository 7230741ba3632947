import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { PlanOptions } from '../server/contract/plan.ts'
import { Secret } from '../server/domain/secret.ts'
import { adoptInstallation } from '../server/services/adopt-installation.ts'
import { draftPlan } from '../server/services/draft-plan.ts'
import { planUpgrade } from '../server/services/plan-upgrade.ts'
import { tryWayBack } from '../server/services/try-way-back.ts'
import { adoptInput } from './harness/adopt-input.ts'
import { dieInTry } from './harness/die-in-try.ts'
import { panelServices } from './harness/panel-services.ts'
import { resetOms } from './sandbox/oms.ts'
import { type OmsState, readState, sandboxName } from './sandbox/state.ts'

const OPTIONS: PlanOptions = {
  image: { kind: 'archive', file: 'oms_3.4.0.tar.gz' },
  newContainerName: 'oms_340',
  toVersion: null,
  storeRecovery: 'refetch-interval',
  confirmed: [],
}
/** Looks like a scratch database, and nobody noted it. */
const LOOKALIKE = 'rm_331__panel_lookalik_try'
const PASSWORD = 'narrow "pass#word'

let panel: Awaited<ReturnType<typeof panelServices>>
let oms: OmsState
let installationId: string
let ownAccount: { metaDbJson: string; metaPasswordEnc: string }

/** As the MetaDB's administrator. */
async function sql(statement: string): Promise<RowDataPacket[]> {
  const { host, port, admin } = panel.state.metaDb
  const connection = await createConnection({ host, port, user: admin.user, password: admin.password })
  try {
    const [rows] = await connection.query<RowDataPacket[]>(statement)
    return rows
  } finally {
    connection.destroy()
  }
}

const scratchThere = async () =>
  (await sql("select schema_name as name from information_schema.schemata where schema_name like '%\\_\\_panel\\_%'"))
    .map(({ name }) => String(name))
    .filter((name) => name !== LOOKALIKE)
const row = () => panel.services.store.wayBackTry.findUnique({ where: { installationId } })
const attempt = (patience = {}) => tryWayBack(panel.services, { installationId }, patience)
const audited = async () =>
  (await panel.services.store.auditEvent.findMany({ where: { action: { startsWith: 'installation.try' } }, orderBy: { id: 'asc' } })).map(
    ({ action, detailJson }) => [action, JSON.parse(detailJson)] as const,
  )

async function wayBack() {
  const { findings, plan } = await draftPlan(panel.services, { installationId, options: OPTIONS })
  return { finding: findings.find(({ id }) => id === 'way-back'), planned: plan?.wayBack, findings, plan }
}

/** The installation with another account of the same MetaDB. */
async function signInAs(user: string): Promise<void> {
  const { store, cipher } = panel.services
  const { host, port } = panel.state.metaDb
  const data = { metaDbJson: JSON.stringify({ host, port, user }), metaPasswordEnc: cipher.seal(new Secret(PASSWORD), 'metadb') }
  await store.installation.update({ where: { id: installationId }, data })
}

beforeAll(async () => {
  const state = readState(sandboxName())
  if (state === null) throw new Error('no sandbox')
  oms = await resetOms(state)
  panel = await panelServices(sandboxName())
  installationId = (await adoptInstallation(panel.services, await adoptInput(panel.services, oms, 'metadb'))).id
  const { metaDbJson, metaPasswordEnc } = await panel.services.store.installation.findUniqueOrThrow({ where: { id: installationId } })
  ownAccount = { metaDbJson, metaPasswordEnc }
  await sql(`create database if not exists ${LOOKALIKE}`)
})

afterEach(async () => {
  const { store } = panel.services
  await store.installation.update({ where: { id: installationId }, data: { ...ownAccount, archivedAt: null } })
  await store.upgradeJob.deleteMany()
  expect(await scratchThere()).toEqual([])
})

// Each draft, test and start counted and summed all of production's metadata: 24 s for 1.2 GB, before anything began.
test('a plan reads no row of a table that it does not ask about', async () => {
  const databases = [oms.databases.rm, oms.databases.cm, oms.databases.heartbeats]
  await sql('set global userstat = 1')
  try {
    for (const database of databases) await sql(`create table \`${database}\`.large as select seq as id from \`${database}\`.seq_1_to_1000`)
    await sql('flush table_statistics')
    const { plan } = await wayBack()
    expect(plan).not.toBeNull()
    const read = await sql(
      `select distinct table_name as name from information_schema.table_statistics
        where rows_read > 0 and table_schema in (${databases.map((database) => `'${database}'`).join(', ')})`,
    )
    const names = read.map(({ name }) => String(name))
    expect(names).toContain('oms_normal_config')
    expect(names).not.toContain('large')
  } finally {
    for (const database of databases) await sql(`drop table if exists \`${database}\`.large`)
    await sql('set global userstat = 0')
  }
})

afterAll(async () => {
  await sql(`drop database if exists ${LOOKALIKE}`)
  await sql('drop user if exists narrow')
  await panel.close()
})

test('a try with all rights leaves nothing behind, is in the trail with every name, and plans say when it was', async () => {
  expect((await wayBack()).finding).toMatchObject({ level: 'note', title: { key: 'findings.wayBackUntried.title' } })
  expect(await attempt()).toEqual({ refusal: null })
  const { finding, planned } = await wayBack()
  expect(finding).toMatchObject({ level: 'ok', title: { key: 'findings.wayBackTried.title' }, triedAt: expect.any(String) })
  expect(planned).toEqual({ way: 'swap', triedAt: finding?.triedAt, isSpaceUnknown: true })
  expect((await row())?.scratchJson).toBe('[]')

  const [[began, asked], [ended, came]] = (await audited()) as [
    Awaited<ReturnType<typeof audited>>[0],
    Awaited<ReturnType<typeof audited>>[0],
  ]
  expect([began, ended]).toEqual(['installation.try-way-back', 'installation.try-way-back.ended'])
  const { rm, cm, heartbeats } = oms.databases
  expect(asked.creates).toEqual([rm, cm, heartbeats].map((name) => expect.stringMatching(new RegExp(`^${name}__panel_[a-z0-9]{8}_try$`))))
  const transfer = { by: { flavour: 'mariadb', version: expect.any(String) }, refused: [] }
  expect(came).toEqual({ creates: true, renames: true, kills: true, refused: [], transfer, left: [] })
  expect((await wayBack()).findings.find(({ id }) => id === 'dump-tools')).toMatchObject({
    title: { key: 'findings.toolsTried.title' },
    triedAt: finding?.triedAt,
  })
  expect(JSON.stringify(await row())).not.toContain(panel.state.metaDb.password)
  expect((await sql(`show databases like '${LOOKALIKE}'`)).length).toBe(1)
})

// Learned with OMS down it would be too late.
test('an account that may not create beside its databases is seen before the upgrade, in the words of the server, and only for itself', async () => {
  const { rm, cm, heartbeats } = oms.databases
  await sql(`create or replace user narrow identified by '${PASSWORD}'`)
  for (const name of [rm, cm, heartbeats]) await sql(`grant all on \`${name}\`.* to narrow`)
  await signInAs('narrow')
  expect((await wayBack()).finding).toMatchObject({ level: 'confirm', title: { key: 'findings.wayBackDrop.title' } })
  expect(await attempt()).toEqual({ refusal: 'created' })
  const refused = await wayBack()
  expect(refused.finding).toMatchObject({
    level: 'confirm',
    title: { key: 'findings.wayBackNotCreated.title' },
    raw: expect.stringContaining('Access denied'),
    triedAt: expect.any(String),
  })
  expect(refused.planned).toMatchObject({ way: 'drop-and-restore', because: { key: 'errors.swapNotCreated' } })

  // May create and drop, and not rename.
  await sql('grant create, drop, select, insert, index, references on `%\\_\\_panel\\_%`.* to narrow')
  expect(await attempt()).toEqual({ refusal: 'renamed' })
  expect((await wayBack()).finding?.title.key).toBe('findings.wayBackNotRenamed.title')

  // May create, and not drop again: then nothing is created.
  await sql('revoke drop on `%\\_\\_panel\\_%`.* from narrow')
  expect(await attempt()).toEqual({ refusal: 'created' })
  expect(await scratchThere()).toEqual([])

  await panel.services.store.installation.update({ where: { id: installationId }, data: ownAccount })
  expect((await wayBack()).finding?.title.key).toBe('findings.wayBackUntried.title')
})

// A full disk, a power cut: what the panel made on somebody's MetaDB must not stay there for ever.
test('what a try that was killed left on the MetaDB is dropped by the next one, and nothing that was not noted', async () => {
  const { databaseFile, key } = panel
  expect(await dieInTry({ sandbox: sandboxName(), databaseFile, key: key.toString('hex'), installationId })).toBe('SIGKILL')
  const left = await scratchThere()
  expect(left).toHaveLength(2)
  const noted = (JSON.parse((await row())?.scratchJson ?? '') as { name: string }[]).map(({ name }) => name)
  expect(noted).toEqual(expect.arrayContaining(left))
  expect(noted).toHaveLength(3)
  // Also once its lease has stood still for long enough, which is waited for.
  expect(await attempt()).toEqual({ refusal: null })
  expect(await scratchThere()).toEqual([])
  expect((await row())?.scratchJson).toBe('[]')
  const [, drops] = (await audited()).at(-2) ?? []
  expect(drops.drops).toEqual(expect.arrayContaining(left))
  expect((await sql(`show databases like '${LOOKALIKE}'`)).length).toBe(1)
})

test('of two at the same moment one tries, and the other waits or is told', async () => {
  const before = (await audited()).length
  const [one, other] = await Promise.allSettled([attempt({ patienceMs: 0 }), attempt({ patienceMs: 0 })])
  expect([one.status, other.status].sort()).toEqual(['fulfilled', 'rejected'])
  const refused = one.status === 'rejected' ? one : other
  expect(refused).toMatchObject({ reason: { problem: { code: 'conflict', said: { key: 'errors.wayBackBusy' } } } })
  expect((await audited()).length).toBe(before + 2)
  expect(await Promise.all([attempt(), attempt()])).toEqual([{ refusal: null }, { refusal: null }])
})

test('nothing is tried while a job may be changing the installation, or once it is archived', async () => {
  const { store } = panel.services
  const { planHash } = await draftPlan(panel.services, { installationId, options: OPTIONS })
  const { jobId } = await planUpgrade(panel.services, { installationId, options: OPTIONS, planHash: planHash ?? '' })
  const before = (await audited()).length
  for (const status of ['running', 'needs-decision', 'rolling-back']) {
    await store.upgradeJob.update({ where: { id: jobId }, data: { status } })
    await expect(attempt()).rejects.toMatchObject({ problem: { code: 'conflict', said: { key: 'errors.installationBusy' } } })
  }
  await store.upgradeJob.update({ where: { id: jobId }, data: { status: 'finalized' } })
  await store.installation.update({ where: { id: installationId }, data: { archivedAt: new Date() } })
  await expect(attempt()).rejects.toMatchObject({ problem: { code: 'conflict', said: { key: 'errors.installationArchived' } } })
  expect((await audited()).length).toBe(before)
  expect((await row())?.scratchJson).toBe('[]')
})
