import { createHash, randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCipher } from '../../server/db/cipher.ts'
import { claimStore } from '../../server/db/claim-store.ts'
import { hashFile } from '../../server/db/hash-file.ts'
import { holdStore } from '../../server/db/hold-store.ts'
import { inspectStore } from '../../server/db/inspect-store.ts'
import { keyId } from '../../server/db/key-id.ts'
import { openStore } from '../../server/db/open-store.ts'
import { readKey } from '../../server/db/read-key.ts'
import { callCommand } from './call-command.ts'
import { dieAt } from './die-at.ts'
import { filledStore, PLANTED } from './filled-store.ts'

// Every call is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 300_000 })

let filled: Awaited<ReturnType<typeof filledStore>>
let file: string

beforeEach(async () => {
  filled = await filledStore()
  file = path.join(filled.folder, 'backup.db')
})
afterEach(async () => await filled.close())

const backUp = async () => await callCommand('store-backup', [file], { PANEL_DATA: filled.dataFolder })
const restore = async (args: string[] = ['--yes'], dataFolder = filled.dataFolder) =>
  await callCommand('store-restore', [file, ...args], { PANEL_DATA: dataFolder })

/** Ends this process's use of the store, as a panel that was stopped; what it left open, it left as after a kill. */
async function stopPanel(): Promise<string> {
  await filled.store.$disconnect()
  const stopped = path.join(filled.folder, 'stopped')
  cpSync(filled.dataFolder, stopped, { recursive: true })
  return stopped
}

async function secretsIn(dataFolder: string) {
  const keys = { key: undefined, keyFile: path.join(dataFolder, 'panel.key'), databaseFile: path.join(dataFolder, 'panel.db') }
  await (await claimStore(keys)).release()
  const store = openStore(keys.databaseFile)
  const row = await store.installation.findFirstOrThrow()
  const cipher = createCipher(readKey(keys))
  const opened = { metaDb: cipher.open(row.metaPasswordEnc, 'metadb').reveal(), name: row.name }
  const audit = await store.auditEvent.findMany({ orderBy: { id: 'asc' } })
  const runs = await store.run.findMany()
  const starts = await store.scheduledStart.findMany()
  const sessions = await store.session.count()
  await store.$disconnect()
  const statuses = (rows: { status: string }[]) => rows.map(({ status }) => status)
  return { ...opened, actions: audit.map(({ action }) => action), runs: statuses(runs), starts: statuses(starts), sessions }
}

test('a backup made while the panel runs and writes is whole, says what it is, holds no key, and is in the audit', async () => {
  const server = await holdStore(filled.databaseFile, 'shared')
  const made = await backUp()
  expect(made).toMatchObject({ code: 0, said: expect.stringContaining('Wrote and checked') })
  const manifest = JSON.parse(readFileSync(`${file}.manifest.json`, 'utf8')) as Record<string, unknown>
  const key = readKey(filled.keys)
  expect(manifest).toMatchObject({ sha256: await hashFile(file), bytes: statSync(file).size, keyId: keyId(key) })
  expect(manifest).toMatchObject({
    rows: expect.objectContaining({ Installation: 1, User: 1, TwoFactor: 1 }),
    panelVersion: expect.any(String),
  })
  for (const made of [file, `${file}.manifest.json`]) {
    expect(statSync(made).mode & 0o777).toBe(0o600)
    expect(readFileSync(made).includes(key.toString('hex'))).toBe(false)
  }
  const row = await filled.store.auditEvent.findFirstOrThrow({ where: { action: 'store.backup' } })
  expect(JSON.parse(row.detailJson)).toMatchObject({ sha256: manifest.sha256, file })
  expect(await backUp()).toMatchObject({ code: 4, said: expect.stringContaining('not overwritten') })
  expect(await hashFile(file)).toBe(manifest.sha256)
  expect(readdirSync(filled.folder).filter((name) => name.includes('partial'))).toEqual([])
  await server?.release()
})

// A restore that starts the old runs again would stop containers in a world that has moved on.
test('a restore brings everything back, keeps the store that was there, and lets nothing go on by itself', async () => {
  const { id: jobId, planHash } = await filled.store.upgradeJob.findFirstOrThrow()
  const soon = new Date(Date.now() + 60_000)
  await filled.store.scheduledStart.create({
    data: { jobId, number: 1, planHash, startAt: soon, status: 'set', by: 'Otto Operator', byId: filled.userId, at: new Date() },
  })
  await backUp()
  await filled.store.installation.update({ where: { id: filled.installationId }, data: { name: 'renamed since' } })
  const stopped = await stopPanel()
  const checked = await restore([], stopped)
  expect(checked).toMatchObject({ code: 2, said: expect.stringContaining('The backup is whole') })
  expect(await secretsIn(stopped)).toMatchObject({ name: 'renamed since' })
  const again = path.join(filled.folder, 'again')
  cpSync(filled.dataFolder, again, { recursive: true })
  expect(await restore(['--yes'], again)).toMatchObject({ code: 0, said: expect.stringContaining('is kept as') })
  const after = await secretsIn(again)
  expect(after).toMatchObject({ name: 'OMS', metaDb: PLANTED.metaDb, runs: ['held'], starts: ['cancelled'], sessions: 0 })
  expect(after.actions).toContain('store.restore')
  const kept = readdirSync(again).find((name) => name.includes('.replaced-')) ?? ''
  const old = openStore(path.join(again, kept))
  expect(await old.installation.findFirstOrThrow()).toMatchObject({ name: 'renamed since' })
  await old.$disconnect()
  expect(statSync(path.join(again, 'panel.db')).mode & 0o777).toBe(0o600)
})

test('a fresh machine gets the store once its key is there, and is told so before', async () => {
  await backUp()
  const fresh = path.join(filled.folder, 'fresh')
  expect(await restore(['--yes'], fresh)).toMatchObject({
    code: 4,
    said: expect.stringMatching(/sealed with the key .*panel\.key does not exist/),
  })
  expect(readdirSync(fresh)).toEqual(['panel.lock'])
  cpSync(filled.keys.keyFile, path.join(fresh, 'panel.key'))
  expect((await restore(['--yes'], fresh)).code).toBe(0)
  expect(await secretsIn(fresh)).toMatchObject({ metaDb: PLANTED.metaDb })
})

test('another key is told before anything is replaced, and a backup from before a rotation comes back with its own key', async () => {
  await backUp()
  const stopped = await stopPanel()
  expect((await callCommand('key-rotate', ['--yes'], { PANEL_DATA: stopped })).code).toBe(0)
  const wrong = await callCommand('store-restore', [file, '--yes'], { PANEL_DATA: stopped, PANEL_KEY: randomBytes(32).toString('hex') })
  expect(wrong).toMatchObject({ code: 4, said: expect.stringContaining('PANEL_KEY is the key') })
  expect(readdirSync(stopped).filter((name) => name.includes('replaced'))).toEqual([])
  expect((await restore(['--yes'], stopped)).code).toBe(0)
  expect(await secretsIn(stopped)).toMatchObject({ metaDb: PLANTED.metaDb })
})

// Whoever restores has often nothing else left: a damaged backup must not take the rest with it.
test('a damaged, cut, foreign, newer or unfinished backup is refused in words, and nothing is changed', async () => {
  await backUp()
  const manifest = readFileSync(`${file}.manifest.json`, 'utf8')
  const whole = readFileSync(file)
  const stopped = await stopPanel()
  const before = await hashFile(path.join(stopped, 'panel.db'))
  const changed = (change: Record<string, unknown>) => JSON.stringify({ ...(JSON.parse(manifest) as object), ...change })
  const flipped = Buffer.from(whole)
  flipped.writeUInt8(whole.readUInt8(5_000) ^ 1, 5_000)
  const foreign = path.join(filled.folder, 'foreign.db')
  const other = await new PrismaLibSql({ url: `file://${foreign}` }).connect()
  await other.executeScript('create table t(a)')
  await other.dispose()
  const foreignBytes = readFileSync(foreign)
  const cases: [damage: () => void, words: string][] = [
    [() => writeFileSync(file, flipped), 'SHA-256'],
    [() => truncateSync(file, 8_192), 'it is damaged'],
    [() => writeFileSync(`${file}.manifest.json`, manifest.slice(0, 40)), 'is damaged, or not a manifest'],
    [() => writeFileSync(`${file}.manifest.json`, changed({ rows: {} })), 'does not hold what its manifest says'],
    [() => writeFileSync(`${file}.manifest.json`, changed({ migrations: ['29990101000000_later'] })), 'newer panel'],
    [() => rmSync(`${file}.manifest.json`), 'manifest.json is missing'],
    [
      () => {
        writeFileSync(file, foreignBytes)
        writeFileSync(
          `${file}.manifest.json`,
          changed({ bytes: foreignBytes.length, sha256: createHash('sha256').update(foreignBytes).digest('hex') }),
        )
      },
      'not a whole store',
    ],
  ]
  for (const [damage, words] of cases) {
    writeFileSync(file, whole)
    writeFileSync(`${file}.manifest.json`, manifest)
    damage()
    expect(await restore(['--yes'], stopped)).toMatchObject({ code: 4, said: expect.stringContaining(words) })
    expect(await hashFile(path.join(stopped, 'panel.db'))).toBe(before)
    expect(readdirSync(stopped).filter((name) => /restor|replaced/.test(name))).toEqual([])
  }
})

test('a store that somebody uses is not replaced, also when they take no part in the lock of the panel', async () => {
  await backUp()
  const server = await holdStore(filled.databaseFile, 'shared')
  expect(await restore()).toMatchObject({ code: 3, said: expect.stringContaining('Stop it first') })
  await server?.release()
  await filled.store.user.count()
  expect(await restore()).toMatchObject({ code: 3, said: expect.stringContaining('Another program has') })
  expect(readdirSync(filled.dataFolder).filter((name) => /restor|replaced/.test(name))).toEqual([])
})

test('a store that is damaged beyond opening is replaced and kept with its log', async () => {
  await backUp()
  const broken = path.join(filled.folder, 'broken')
  mkdirSync(broken)
  cpSync(filled.keys.keyFile, path.join(broken, 'panel.key'))
  writeFileSync(path.join(broken, 'panel.db'), 'not a database any more'.repeat(1_000))
  writeFileSync(path.join(broken, 'panel.db-wal'), 'and its log')
  expect((await restore(['--yes'], broken)).code).toBe(0)
  expect(await secretsIn(broken)).toMatchObject({ metaDb: PLANTED.metaDb })
  const kept = readdirSync(broken).filter((name) => name.includes('.replaced-'))
  expect(kept.map((name) => name.replace(/\d{14}/, ''))).toEqual(expect.arrayContaining(['panel.db.replaced-', 'panel.db.replaced--wal']))
})

test.each(['checked', 'prepared', 'kept', 'moved'])(
  'a restore killed when it has %s leaves a whole store, and can be made again',
  async (moment) => {
    await backUp()
    await filled.store.installation.update({ where: { id: filled.installationId }, data: { name: 'renamed since' } })
    const stopped = await stopPanel()
    const settings = { key: undefined, keyFile: path.join(stopped, 'panel.key'), databaseFile: path.join(stopped, 'panel.db') }
    expect(await dieAt({ moment, settings, restore: file, out: null })).toBe('SIGKILL')
    // Looked at in a copy: what this process opens once it keeps open for a while.
    const looked = path.join(filled.folder, 'looked')
    cpSync(stopped, looked, { recursive: true })
    const { rows } = await inspectStore(path.join(looked, 'panel.db'))
    expect(rows).toMatchObject({ Installation: 1, User: 1 })
    const { name } = await secretsIn(looked)
    expect(name).toBe(moment === 'moved' ? 'OMS' : 'renamed since')
    expect((await restore(['--yes'], stopped)).code).toBe(0)
    expect(await secretsIn(stopped)).toMatchObject({ name: 'OMS', metaDb: PLANTED.metaDb })
    expect(readdirSync(stopped).filter((left) => /restor/.test(left))).toEqual([])
  },
)
