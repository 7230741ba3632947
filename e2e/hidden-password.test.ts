import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connectMetaDbs } from '../server/adapters/metadb/connect-meta-dbs.ts'
import { PANEL } from '../server/contract/access.ts'
import type { AdoptInput } from '../server/contract/installation.ts'
import { createCipher } from '../server/db/cipher.ts'
import { temporaryStore } from '../server/db/testing/temporary-store.ts'
import { OperatorError } from '../server/errors.ts'
import type { World } from '../server/procedure/context.ts'
import { adoptInstallation } from '../server/services/adopt-installation.ts'
import { testConnection } from '../server/services/test-connection.ts'

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let stranger: Server
let port: number
let connections: number

/** A host that asks for the password in clear text, as any host that somebody types may. */
beforeEach(async () => {
  temporary = await temporaryStore()
  connections = 0
  stranger = createServer((socket) => {
    connections += 1
    socket.end()
  })
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  const address = stranger.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})

afterEach(async () => {
  stranger.close()
  await temporary.close()
})

/** A container whose config.yaml belongs to another MetaDB than the stranger's; everything else is out of reach. */
function context(own: { host: string; port: number }) {
  const config = `oms_meta_host: ${own.host}
oms_meta_port: ${own.port}
oms_meta_user: oms
oms_meta_password: hidden-in-config
drc_rm_db: rm_331
drc_cm_db: cm_331
drc_cm_heartbeat_db: cm_hb_331
`
  const silent = new OperatorError('unavailable', { key: 'errors.serversUnreadable' })
  const none = async () => {
    throw silent
  }
  const container = { id: 'a'.repeat(64), name: 'oms_331', state: 'running', spec: { Image: 'oms:3.3.1', Env: [], HostConfig: {} } }
  const world = {
    clock: { now: () => new Date() },
    docker: { container: async () => container, readFile: async () => config, engine: none, image: none, listContainers: none },
    metaDbs: connectMetaDbs(),
    consoles: { open: none, health: none },
    backups: { tools: none, probe: none, checkFolder: none },
  } as unknown as World
  return { store: temporary.store, cipher: createCipher(randomBytes(32)), world, backupFolder: '/backups', actor: PANEL, wake() {} }
}

const input = (metaDb: Partial<AdoptInput['metaDb']>): AdoptInput => ({
  containerId: 'a'.repeat(64),
  name: 'OMS',
  version: '3.3.1',
  edition: 'enterprise',
  metaDb: { host: '127.0.0.1', port, user: 'oms', password: '', tls: { mode: 'offered' }, ...metaDb },
  console: { driver: 'metadb', url: 'http://127.0.0.1:8089', user: '', password: '', actions: null, calls: null },
  backupFolder: '/backups',
})

const refused = async (press: Promise<unknown>) =>
  await press.then(
    () => 'not refused',
    (cause: unknown) => (cause instanceof OperatorError ? cause.problem.said.key : String(cause)),
  )

// Anybody who may test a connection could otherwise read the password of the production MetaDB.
test('a host, port or user that config.yaml does not name gets no connection without a typed password', async () => {
  const own = { host: '10.255.255.1', port: 3306 }
  for (const act of [testConnection, adoptInstallation]) {
    expect(await refused(act(context(own), input({})))).toBe('errors.typePasswordForOther')
    expect(await refused(act(context({ host: '127.0.0.1', port: port - 1 }), input({})))).toBe('errors.typePasswordForOther')
    expect(await refused(act(context({ host: '127.0.0.1', port }), input({ user: 'root' })))).toBe('errors.typePasswordForOther')
  }
  expect(connections).toBe(0)
})

test('a typed password, and the own account of config.yaml, are tried there', async () => {
  const typed = await testConnection(context({ host: '10.255.255.1', port: 3306 }), input({ password: 'typed' }))
  expect(typed.passed).toBe(false)
  expect(connections).toBeGreaterThan(0)
  connections = 0
  await testConnection(context({ host: '127.0.0.1', port }), input({}))
  expect(connections).toBeGreaterThan(0)
})
