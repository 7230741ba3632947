import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { symmetricDecrypt } from 'better-auth/crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { authSecret } from '../../server/auth/auth-secret.ts'
import { createCipher } from '../../server/db/cipher.ts'
import { claimStore } from '../../server/db/claim-store.ts'
import { holdStore } from '../../server/db/hold-store.ts'
import { keyId } from '../../server/db/key-id.ts'
import { readKey } from '../../server/db/read-key.ts'
import { storeKeyId } from '../../server/db/settle-key.ts'
import { callCommand } from './call-command.ts'
import { dieAt } from './die-at.ts'
import { filledStore, PLANTED } from './filled-store.ts'

// Every call is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 300_000 })

let filled: Awaited<ReturnType<typeof filledStore>>
afterEach(async () => await filled.close())

/** What the store holds, opened with this key. */
async function opened(key: Buffer) {
  const cipher = createCipher(key)
  const row = await filled.store.installation.findUniqueOrThrow({ where: { id: filled.installationId } })
  const factor = await filled.store.twoFactor.findFirstOrThrow()
  return {
    metaDb: cipher.open(row.metaPasswordEnc, 'metadb').reveal(),
    console: cipher.open(row.consolePasswordEnc, 'console').reveal(),
    backupCodes: JSON.parse(await symmetricDecrypt({ key: authSecret(key), data: factor.backupCodes })) as string[],
  }
}

const all = () => ({ metaDb: PLANTED.metaDb, console: PLANTED.console, backupCodes: filled.backupCodes })

test('a rotation seals everything with a new key, keeps the old one beside it, ends the sessions and is in the audit', async () => {
  filled = await filledStore()
  const before = readKey(filled.keys)
  const done = await callCommand('key-rotate', ['--yes'], { PANEL_DATA: filled.dataFolder })
  expect(done).toMatchObject({ code: 0, said: expect.stringContaining('2 secrets, 1 second factors. 1 sessions ended') })
  const after = readKey(filled.keys)
  expect(after.equals(before)).toBe(false)
  expect(await opened(after)).toEqual(all())
  await expect(opened(before)).rejects.toMatchObject({ problem: { said: { key: 'errors.sealedWithOtherKey' } } })
  expect(readFileSync(`${filled.keys.keyFile}.${keyId(before)}`, 'utf8').trim()).toBe(before.toString('hex'))
  expect(statSync(filled.keys.keyFile).mode & 0o777).toBe(0o600)
  expect(await filled.store.session.count()).toBe(0)
  const row = await filled.store.auditEvent.findFirstOrThrow({ where: { action: 'key.rotate' } })
  expect(row).toMatchObject({ actor: 'command line', outcome: 'done' })
  expect(JSON.parse(row.detailJson)).toMatchObject({ from: keyId(before), to: keyId(after), forgotten: [] })
  for (const key of [before, after]) expect(done.said + done.commandLine + row.detailJson).not.toContain(key.toString('hex'))
})

// The moment between the commit and the key file is where a store and its key could be parted for ever.
test.each(['written', 'resealed', 'committed'])('a rotation killed when it has %s leaves a store that opens', async (moment) => {
  filled = await filledStore()
  expect(await dieAt({ moment, settings: filled.keys, restore: null, out: null })).toBe('SIGKILL')
  await (await claimStore(filled.keys)).release()
  expect(await storeKeyId(filled.store)).toBe(keyId(readKey(filled.keys)))
  expect(await opened(readKey(filled.keys))).toEqual(all())
  expect((await callCommand('key-rotate', ['--yes'], { PANEL_DATA: filled.dataFolder })).code).toBe(0)
  expect(await opened(readKey(filled.keys))).toEqual(all())
})

test('with PANEL_KEY the new key goes to a file that only its owner may read, also when the process dies, and a wrong key is named', async () => {
  const key = randomBytes(32)
  filled = await filledStore({ key: key.toString('hex') })
  const out = path.join(filled.folder, 'new.key')
  const environment = { PANEL_DATA: filled.dataFolder, PANEL_KEY: key.toString('hex') }
  expect(await callCommand('key-rotate', ['--yes'], environment)).toMatchObject({ code: 2, said: expect.stringContaining('--out') })
  expect(await dieAt({ moment: 'committed', settings: filled.keys, restore: null, out })).toBe('SIGKILL')
  expect(statSync(out).mode & 0o777).toBe(0o600)
  const next = readFileSync(out, 'utf8').trim()
  await expect(claimStore(filled.keys)).rejects.toThrow(/sealed with the key .* PANEL_KEY is the key .*--out/)
  await (await claimStore({ ...filled.keys, key: next })).release()
  expect(await opened(Buffer.from(next, 'hex'))).toEqual(all())
  const taken = await callCommand('key-rotate', ['--yes', '--out', out], { ...environment, PANEL_KEY: next })
  expect(taken).toMatchObject({ code: 4, said: expect.stringContaining('exists already') })
  const again = path.join(filled.folder, 'newer.key')
  expect((await callCommand('key-rotate', ['--yes', '--out', again], { ...environment, PANEL_KEY: next })).code).toBe(0)
  expect(await opened(Buffer.from(readFileSync(again, 'utf8').trim(), 'hex'))).toEqual(all())
  expect(existsSync(filled.keys.keyFile)).toBe(false)
})

// A server that goes on with the old key would seal what nobody can open afterwards.
test('while a server uses the store, and without --yes, nothing is rotated', async () => {
  filled = await filledStore()
  const before = readKey(filled.keys)
  const unsaid = await callCommand('key-rotate', [], { PANEL_DATA: filled.dataFolder })
  expect(unsaid).toMatchObject({ code: 2, said: expect.stringContaining('Everybody is signed out') })
  const servers = [await holdStore(filled.databaseFile, 'shared'), await holdStore(filled.databaseFile, 'shared')]
  const refused = await callCommand('key-rotate', ['--yes'], { PANEL_DATA: filled.dataFolder })
  expect(refused).toMatchObject({ code: 3, said: expect.stringContaining('Stop it first') })
  expect(readKey(filled.keys).equals(before)).toBe(true)
  expect(await opened(before)).toEqual(all())
  for (const server of servers) await server?.release()
  expect((await callCommand('key-rotate', ['--yes'], { PANEL_DATA: filled.dataFolder })).code).toBe(0)
})

test('a lost key is told before anything starts, and giving its secrets up makes the store usable again', async () => {
  filled = await filledStore()
  rmSync(filled.keys.keyFile)
  await expect(claimStore(filled.keys)).rejects.toThrow(/panel\.key does not exist/)
  expect(readdirSync(filled.dataFolder)).not.toContain('panel.key')
  expect((await callCommand('key-rotate', ['--yes'], { PANEL_DATA: filled.dataFolder })).code).toBe(4)
  const done = await callCommand('key-rotate', ['--yes', '--forget-unreadable'], { PANEL_DATA: filled.dataFolder })
  expect(done).toMatchObject({ code: 0, said: expect.stringContaining('installation.metaPasswordEnc') })
  await (await claimStore(filled.keys)).release()
  await expect(opened(readKey(filled.keys))).rejects.toThrow()
  expect(await filled.store.user.findUniqueOrThrow({ where: { id: filled.userId } })).toMatchObject({ twoFactorEnabled: false })
})
