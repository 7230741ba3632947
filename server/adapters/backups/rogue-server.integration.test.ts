import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Secret } from '../../domain/secret.ts'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { ConnectionSource } from '../metadb/connection-source.ts'
import { startPrivateMariaDb } from '../metadb/testing/start-private-mariadb.ts'
import { type RogueServer, startRogueServer } from '../metadb/testing/start-rogue-server.ts'
import { PANEL } from './fitting-tools.ts'
import { openBackupWriter } from './open-backups.ts'
import { restoreArguments } from './restore-arguments.ts'
import { clientTools } from './testing/client-tools.ts'
import { optionFile } from './with-option-file.ts'

// A MetaDB that somebody took over used to be able to read the panel's key, and with it every secret and session of the panel.
const SECRET = 'the key of the panel'
const backups = openBackupWriter(alwaysPermitted)
const told = { onLine: () => undefined, onProgress: () => undefined, signal: AbortSignal.timeout(30_000) }
let folder: string
let secretFile: string
let rogue: RogueServer
let login: MetaDbLogin

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'panel-rogue-'))
  secretFile = join(folder, 'panel.key')
  await writeFile(secretFile, SECRET)
  rogue = await startRogueServer(secretFile)
  login = { host: '127.0.0.1', port: rogue.port, user: 'root', password: new Secret('x'), tls: { mode: 'offered' } }
})

afterEach(async () => {
  await rogue.stop()
  await rm(folder, { recursive: true, force: true })
})

async function failed(work: Promise<unknown>): Promise<void> {
  await expect(work).rejects.toThrow()
  expect(rogue.asked()).toBeGreaterThan(0)
  expect(rogue.received()).toBe('')
}

/** The client as it is when nothing forbids it: so the others prove something. */
test('this server gets the file from a client that allows it', async () => {
  const { restore } = await clientTools()
  await writeFile(join(folder, 'login.cnf'), optionFile(login, restore.flavour), { mode: 0o600 })
  await promisify(execFile)(restore.path, [`--defaults-file=${join(folder, 'login.cnf')}`, '--local-infile=1', '-e', 'select 1']).catch(
    () => undefined,
  )
  expect(rogue.received()).toBe(SECRET)
})

test('the dump tool sends no file', async () => {
  await failed(backups.dump(login, { database: 'rm', tables: ['t'], tool: (await clientTools()).dump, file: join(folder, 'rm.sql') }, told))
})

test('the probe sends no file', async () => {
  await failed(backups.probe(login, 'rm', (await clientTools()).dump))
})

test('neither does the panel itself', async () => {
  await failed(backups.probe(login, 'rm', PANEL))
  await failed(backups.dump(login, { database: 'rm', tables: ['t'], tool: PANEL, file: join(folder, 'rm.sql') }, told))
})

// By its arguments: the panel's own session before it would fail already.
test('the restore client sends no file', async () => {
  const { restore } = await clientTools()
  const options = join(folder, 'login.cnf')
  await writeFile(options, optionFile(login, restore.flavour), { mode: 0o600 })
  const client = promisify(execFile)(restore.path, restoreArguments(options, 'rm', null))
  client.child.stdin?.end('select 1;\n')
  await failed(client)
})

test('the driver sends no file', async () => {
  await failed(new ConnectionSource(login).use((session) => session.plain('select 1')))
})

test('a dump with LOAD DATA LOCAL in it loads no file', async () => {
  const server = await startPrivateMariaDb()
  try {
    await server.sql('create database rm', 'create table rm.t (line text)')
    const file = join(folder, 'rm.sql')
    await writeFile(file, `load data local infile '${secretFile}' into table t;\n`)
    await expect(backups.restore(server.root, { database: 'rm', file }, told)).rejects.toThrow()
    expect(await server.value('select count(*) from rm.t')).toBe(0)
  } finally {
    await server.stop()
  }
})
