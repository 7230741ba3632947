import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { AdoptInput } from '../server/contract/installation.ts'
import type { PlanOptions } from '../server/contract/plan.ts'
import { Secret } from '../server/domain/secret.ts'
import { adoptInstallation } from '../server/services/adopt-installation.ts'
import { draftPlan } from '../server/services/draft-plan.ts'
import { readContainer } from '../server/services/read-container.ts'
import { replacePasswords } from '../server/services/replace-passwords.ts'
import { testConnection } from '../server/services/test-connection.ts'
import { adoptInput } from './harness/adopt-input.ts'
import { containerBeside } from './harness/container-beside.ts'
import { panelServices } from './harness/panel-services.ts'
import { resetOms } from './sandbox/oms.ts'
import { type OmsState, readState, sandboxName } from './sandbox/state.ts'

let panel: Awaited<ReturnType<typeof panelServices>>
let oms: OmsState
let input: AdoptInput
let installationId: string

const OPTIONS: PlanOptions = {
  image: { kind: 'archive', file: 'oms_3.4.0.tar.gz' },
  newContainerName: 'oms_340',
  toVersion: null,
  storeRecovery: 'refetch-interval',
  confirmed: [],
}

beforeAll(async () => {
  const state = readState(sandboxName())
  if (state === null) throw new Error('no sandbox')
  oms = await resetOms(state)
  panel = await panelServices(sandboxName())
  input = await adoptInput(panel.services, oms, 'metadb')
  installationId = (await adoptInstallation(panel.services, { ...input, name: 'adopted for plans' })).id
})

afterAll(() => panel.close())

async function adminQuery(sql: string, values: unknown[] = []): Promise<void> {
  const { metaDb } = panel.state
  const connection = await createConnection({ socketPath: metaDb.socketPath, user: metaDb.admin.user, password: metaDb.admin.password })
  try {
    await connection.query(sql, values)
  } finally {
    await connection.end()
  }
}

/** The findings that block, by the input they belong to. */
async function blocking(change: Partial<AdoptInput>) {
  const { passed, findings } = await testConnection(panel.services, { ...input, ...change })
  const blocked = findings.filter((finding) => finding.level === 'blocking')
  expect(passed).toBe(blocked.length === 0)
  return blocked
}

async function blockingPlan(change: Partial<PlanOptions>) {
  const draft = await draftPlan(panel.services, { installationId, options: { ...OPTIONS, ...change } })
  return draft.findings.filter((finding) => finding.level === 'blocking')
}

test('a wrong MetaDB password is told at its field, and shown nowhere', async () => {
  const found = await blocking({ metaDb: { ...input.metaDb, password: 'wrong-hunter2' } })
  expect(found.find((finding) => finding.field === 'metaDb.password')).toBeDefined()
  expect(JSON.stringify(found)).not.toContain('hunter2')
})

test('a console address that is something else is told at its field', async () => {
  const other = createServer((_, response) => response.end('<html>welcome</html>')).listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  const found = await blocking({ console: { ...input.console, driver: 'console', url, password: oms.console.password } })
  expect(found.map((finding) => finding.field)).toContain('console.url')
})

test('a wrong console password is told at its field', async () => {
  const found = await blocking({ console: { ...input.console, driver: 'console', password: 'wrong-hunter2' } })
  expect(found.map((finding) => finding.field)).toContain('console.password')
  expect(JSON.stringify(found)).not.toContain('hunter2')
})

// A store that came back without its key has none, and an installation whose passwords cannot be entered again is lost to the panel.
test('forgotten passwords are entered again once they work; wrong ones are told at their field and change nothing', async () => {
  const { store } = panel.services
  await store.installation.update({ where: { id: installationId }, data: { metaPasswordEnc: '', consolePasswordEnc: '' } })
  await expect(blockingPlan({})).rejects.toMatchObject({ problem: { code: 'unavailable' } })
  const nothing = { installationId, metaDbPassword: '', consoleUser: '', consolePassword: '' }
  await expect(replacePasswords(panel.services, nothing)).rejects.toMatchObject({ problem: { code: 'bad-input' } })
  const typed = { ...nothing, metaDbPassword: panel.state.metaDb.password, consolePassword: oms.console.password }
  await expect(replacePasswords(panel.services, { ...typed, consolePassword: '' })).rejects.toMatchObject({
    problem: { code: 'unavailable' },
  })
  const wrong = replacePasswords(panel.services, { ...typed, metaDbPassword: 'wrong-hunter2' })
  await expect(wrong).rejects.toMatchObject({ problem: { code: 'refused', field: 'metaDbPassword' } })
  const stored = () => store.installation.findUniqueOrThrow({ where: { id: installationId } })
  expect(await stored()).toMatchObject({ metaPasswordEnc: '', consolePasswordEnc: '' })
  await replacePasswords(panel.services, typed)
  expect(await blockingPlan({})).toEqual([])
  const row = await store.auditEvent.findFirstOrThrow({ where: { action: 'installation.passwords' } })
  expect(JSON.parse(row.detailJson)).toEqual({
    replaced: ['metaPassword', 'consolePassword'],
    before: { consoleUser: oms.console.user },
    after: { consoleUser: oms.console.user },
  })
  expect(JSON.stringify([row, await stored()])).not.toContain(panel.state.metaDb.password)
})

test('a backup folder that cannot be written is told at its field', async () => {
  const found = await blocking({ backupFolder: '/proc/dumps' })
  expect(found.map((finding) => finding.field)).toContain('backupFolder')
})

test('a container that only begins with the name is another container', async () => {
  const config = readFileSync(path.join(oms.folder, 'config.yaml'), 'utf8')
  const beside = await containerBeside(panel.state.engine, oms, { name: 'oms_3310', configYaml: config })
  onTestFinished(beside.remove)
  const { docker } = panel.services.world
  expect(await docker.container('oms_331')).toMatchObject({ id: oms.containerId })
  expect(await docker.container('oms_3310')).toMatchObject({ id: beside.id })
  expect(await docker.container('oms_33')).toBe('missing')
  expect(await docker.container(oms.containerId.slice(0, 12))).toBe('missing')
})

test('a config.yaml that is not YAML says so without quoting it', async () => {
  const beside = await containerBeside(panel.state.engine, oms, { name: 'oms_no_yaml', configYaml: 'oms_meta_password: "hunter2\n  - [' })
  onTestFinished(beside.remove)
  const reading = readContainer(panel.services, beside.id)
  await expect(reading).rejects.toMatchObject({ problem: { said: { key: 'images.configNotYaml' } } })
  await expect(reading).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') })
})

// Names come from config.yaml, so they are whatever somebody once wrote there.
test('database names with quotes and backticks work like any other', async () => {
  const names = ["rm`3'31", 'cm"331', 'cm hb;331']
  for (const name of names) await adminQuery('create database ?? character set utf8mb4', [name])
  onTestFinished(async () => {
    for (const name of names) await adminQuery('drop database ??', [name])
  })
  for (const name of names) {
    await adminQuery(`grant all on ${`\`${name.replaceAll('`', '``').replaceAll('_', '\\_')}\``}.* to ?@'%'`, [panel.state.metaDb.user])
  }
  await adminQuery('create table ??.oms_normal_config (cfg_name varchar(64) primary key, cfg_value text)', [names[0]])
  const config = readFileSync(path.join(oms.folder, 'config.yaml'), 'utf8')
    .replace(/^drc_rm_db:.*$/m, () => `drc_rm_db: ${JSON.stringify(names[0])}`)
    .replace(/^drc_cm_db:.*$/m, () => `drc_cm_db: ${JSON.stringify(names[1])}`)
    .replace(/^drc_cm_heartbeat_db:.*$/m, () => `drc_cm_heartbeat_db: ${JSON.stringify(names[2])}`)
  const beside = await containerBeside(panel.state.engine, oms, { name: 'oms_names', configYaml: config })
  onTestFinished(beside.remove)
  const { findings } = await testConnection(panel.services, { ...input, containerId: beside.id })
  const level = (id: string) => findings.find((finding) => finding.id === id)?.level
  for (const id of ['databases', 'privileges', 'dump-tools', 'objects']) expect(level(id), id).toBe('ok')
})

test('an ha.config that is not JSON blocks the plan and stays as it is', async () => {
  const { rm } = oms.databases
  await adminQuery("update ??.oms_normal_config set cfg_value = concat('not json ', cfg_value) where cfg_name = 'ha.config'", [rm])
  onTestFinished(() => adminQuery("update ??.oms_normal_config set cfg_value = substr(cfg_value, 10) where cfg_name = 'ha.config'", [rm]))
  const found = await blockingPlan({})
  expect(found).toMatchObject([{ id: 'ha', title: { key: 'console.haConfig.notJson' } }])
  const metaDb = await panel.services.world.metaDbs.open({ ...input.metaDb, password: new Secret(panel.state.metaDb.password) })
  onTestFinished(() => metaDb.close())
  expect(await metaDb.parameter(rm, 'ha.config')).toMatch(/^not json \{/)
})

test('a file that is not an image archive is told at the image', async () => {
  const file = path.join(panel.state.imageFolder, 'no-image.tar')
  writeFileSync(file, 'this is not a tar')
  onTestFinished(() => rmSync(file))
  const found = await blockingPlan({ image: { kind: 'archive', file: 'no-image.tar' } })
  expect(found.find((finding) => finding.id === 'image')).toMatchObject({ title: { key: 'images.notAnArchive' }, field: 'image.file' })
})

test('a name that a foreign container has is refused, and that container is left alone', async () => {
  const beside = await containerBeside(panel.state.engine, oms, { name: 'oms_340', configYaml: 'a: b' })
  onTestFinished(beside.remove)
  const found = await blockingPlan({})
  expect(found.find((finding) => finding.id === 'new-name')).toMatchObject({ title: { key: 'findings.nameTaken.title' } })
  expect(await panel.services.world.docker.container('oms_340')).toMatchObject({ id: beside.id })
})
