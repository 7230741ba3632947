import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { makeSignature } from 'better-auth/crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { authSecret } from '../../server/auth/auth-secret.ts'
import { createAuth } from '../../server/auth/create-auth.ts'
import { readPerson } from '../../server/auth/read-person.ts'
import { keyText, readKey } from '../../server/db/read-key.ts'
import { callCommand } from './call-command.ts'
import { filledStore, PLANTED } from './filled-store.ts'

vi.setConfig({ testTimeout: 300_000 })

let filled: Awaited<ReturnType<typeof filledStore>>
beforeEach(async () => {
  filled = await filledStore()
})
afterEach(async () => await filled.close())

/** The ways in which a secret may have got into a file without being readable at first sight. */
function spellings(secret: string): Buffer[] {
  const bytes = Buffer.from(secret)
  // Base64 of the same bytes has three forms, depending on where in a longer text they stand; the ends depend on their neighbours.
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '')
    return text.slice(offset === 0 ? 0 : offset + 1, -2)
  })
  const escaped = JSON.stringify(secret).slice(1, -1)
  const ascii = escaped.replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const texts = [
    ...[
      secret,
      escaped,
      JSON.stringify(escaped).slice(1, -1),
      ascii,
      encodeURIComponent(secret),
      new URLSearchParams([['', secret]]).toString().slice(1),
    ],
    ...base64.flatMap((one) => [one, one.replaceAll('+', '-').replaceAll('/', '_')]),
    ...[bytes.toString('hex'), bytes.toString('hex').toUpperCase()],
  ]
  return [...new Set(texts)].map((text) => Buffer.from(text))
}

interface Searched {
  name: string
  bytes: Buffer
}

/** `place: secret` for every secret that is found in any spelling. */
function found(places: Searched[], secrets: Record<string, string>): string[] {
  return places.flatMap(({ name, bytes }) =>
    Object.entries(secrets).flatMap(([what, secret]) => (spellings(secret).some((one) => bytes.includes(one)) ? [`${name}: ${what}`] : [])),
  )
}

function filesIn(folder: string, isSearched: (name: string) => boolean = () => true): Searched[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && isSearched(entry.name))
  return files.map(({ name, parentPath }) => ({ name, bytes: readFileSync(path.join(parentPath, name)) }))
}

/** Whoever steals a disk, a backup or a log must not have the OMS with it. */
test('no secret stands in the raw store, its log, its backup, or what the commands show, in any spelling', async () => {
  const key = readKey(filled.keys)
  const file = path.join(filled.folder, 'backup.db')
  const environment = { PANEL_DATA: filled.dataFolder }
  const before = filesIn(filled.folder, (name) => !name.startsWith('panel.key'))
  const commands = [await callCommand('store-backup', [file], environment), await callCommand('key-rotate', ['--yes'], environment)]
  expect(commands.map(({ code }) => code)).toEqual([0, 0])
  const secrets = {
    ...PLANTED,
    totp: filled.totpSecret,
    ...Object.fromEntries(filled.backupCodes.map((code, at) => [`recovery code ${at}`, code])),
    key: key.toString('hex'),
    'next key': readKey(filled.keys).toString('hex'),
    'cookie signing': authSecret(key),
    cookie: decodeURIComponent(filled.cookie.split('=')[1] ?? ''),
  }
  expect(Object.values(secrets).filter((secret) => secret.length < 8)).toEqual([])
  const shown = commands.map(({ said, commandLine }, at) => ({ name: `command ${at}`, bytes: Buffer.from(said + commandLine) }))
  const places = [...before, ...filesIn(filled.folder, (name) => !name.startsWith('panel.key')), ...shown]
  expect(places.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['panel.db', 'panel.db-wal', 'backup.db', 'backup.db.manifest.json']),
  )
  expect(found(places, secrets)).toEqual([])
})

// A search that finds nothing proves something only if it would have found it.
test('the search finds a plain secret in the raw store, in every spelling', async () => {
  const ways: ((secret: string) => string)[] = [
    (secret) => secret,
    (secret) => JSON.stringify({ deep: JSON.stringify({ secret }) }),
    (secret) => encodeURIComponent(secret),
    (secret) => Buffer.from(secret).toString('hex'),
    ...[0, 1, 2].map((offset) => (secret: string) => Buffer.from(`${'x'.repeat(offset)}${secret}y`).toString('base64url')),
  ]
  for (const way of ways) {
    await filled.store.installation.update({ where: { id: filled.installationId }, data: { consoleUser: way(PLANTED.metaDb) } })
    const hits = found(filesIn(filled.dataFolder), { metaDb: PLANTED.metaDb })
    expect(hits).toContainEqual(expect.stringMatching(/^panel\.db(-wal)?: metaDb$/))
  }
  const keyFile = [{ name: 'panel.key', bytes: Buffer.from(keyText(readKey(filled.keys))) }]
  expect(found(keyFile, { key: readKey(filled.keys).toString('hex') })).toHaveLength(1)
})

// Session tokens stand in the store as they are: that is acceptable only as long as they open nothing without the key.
test('a cookie made from the store alone, or signed with another key, lets nobody in', async () => {
  const secret = authSecret(readKey(filled.keys))
  const auth = createAuth(filled.store, { secret, baseUrl: null })
  const { token } = await filled.store.session.findFirstOrThrow()
  const name = filled.cookie.split('=')[0] ?? ''
  const person = async (value: string) =>
    await readPerson({ auth, store: filled.store }, new Headers({ cookie: `${name}=${encodeURIComponent(value)}` }), new Date())
  expect(await person(`${token}.${await makeSignature(token, secret)}`)).toMatchObject({ person: { email: 'ada@example.org' } })
  for (const forged of [token, `${token}.`, `${token}.${token}`, `${token}.${await makeSignature(token, 'another key')}`])
    expect(await person(forged)).toBeNull()
})
