import { afterEach, expect, test } from 'vitest'
import { Secret } from '../../domain/secret.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { connectMetaDbs } from '../metadb/connect-meta-dbs.ts'
import { type GreedyServer, startGreedyServer } from '../metadb/testing/start-greedy-server.ts'
import { probeByClient } from './testing/client-tools.ts'

const PASSWORD = 'the-password-of-the-metadb'
let server: GreedyServer | undefined

afterEach(async () => {
  await server?.stop()
})

const said = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => 'no problem',
    (error: { problem?: { said: { key: string } } }) => error.problem?.said.key ?? String(error),
  )

// Whoever answers in the MetaDB's place used to get the password from MariaDB's client by asking for it.
test.each([
  ['mysql_clear_password', 'metadb.clearPassword'],
  ['dialog', 'metadb.clearPassword'],
  ['client_ed25519', 'metadb.unknownPlugin'],
  ['parsec', 'metadb.unknownPlugin'],
  ['something_new', 'metadb.unknownPlugin'],
])('nobody gets the password by asking for it with %s', async (plugin, key) => {
  server = await startGreedyServer(plugin)
  const login: MetaDbLogin = {
    host: '127.0.0.1',
    port: server.port,
    user: 'root',
    password: new Secret(PASSWORD),
    tls: { mode: 'offered' },
  }
  expect(await said(connectMetaDbs().open(login))).toBe(key)
  expect(server.received()).toContain('root')
  const before = server.received().length
  const client = await said(probeByClient(login, 'rm'))
  // The client answers the challenge of ed25519, and this server hangs up.
  expect(client).toBe(plugin === 'client_ed25519' ? 'backups.childLost' : key)
  expect(server.received().length).toBeGreaterThan(before)
  expect(server.received()).not.toContain(PASSWORD)
})
