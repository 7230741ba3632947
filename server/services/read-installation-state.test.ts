import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PANEL } from '../contract/access.ts'
import { say } from '../contract/said.ts'
import { createCipher } from '../db/cipher.ts'
import { startedJob } from '../db/testing/started-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { Secret } from '../domain/secret.ts'
import { OperatorError } from '../errors.ts'
import type { World } from '../procedure/context.ts'
import { readInstallationState } from './read-installation-state.ts'

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let installationId: string
const cipher = createCipher(randomBytes(32))

beforeEach(async () => {
  temporary = await temporaryStore()
  installationId = (await startedJob(temporary.store)).installationId
  const sealed = {
    metaPasswordEnc: cipher.seal(new Secret('a'), 'metadb'),
    consolePasswordEnc: cipher.seal(new Secret('b'), 'console'),
  }
  await temporary.store.installation.updateMany({ data: sealed })
})

afterEach(() => temporary.close())

function state(parameter: () => string, container: unknown = { name: 'oms_331', state: 'running' }) {
  const server = { ip: '10.0.0.5', region: null, status: 'Online', isOnline: true }
  const console = {
    parameter: async () => parameter(),
    servers: async () => [server, { ...server, ip: '10.0.0.6', status: 'Down', isOnline: false }],
    close: async () => {},
  }
  const docker = { container: async () => container }
  const metaDbs = { open: async () => ({ cipher: async () => null, close: async () => {} }) }
  const world = { clock: { now: () => new Date() }, docker, metaDbs, consoles: { open: async () => console } } as unknown as World
  return readInstallationState({ store: temporary.store, cipher, world, backupFolder: '/backups', actor: PANEL, wake() {} }, installationId)
}

test('HA and servers are what OMS says, and the window is what was agreed', async () => {
  expect(await state(() => '{"enable":"false"}')).toMatchObject({
    seen: { ha: false, online: 1, servers: 2 },
    window: { isOpen: true },
    metaDb: { cipher: null },
  })
})

// Another OMS on the same address or MetaDB answers in its place, and the card of a dead installation turns green.
test('an installation whose container is gone or stopped shows no health, whoever answers', async () => {
  const healthy = () => '{"enable":"true"}'
  expect(await state(healthy, 'missing')).toMatchObject({ seen: null, container: null, reason: { key: 'errors.ownContainerGone' } })
  expect(await state(healthy, { name: 'oms_331', state: 'exited' })).toMatchObject({
    seen: null,
    container: { name: 'oms_331', state: 'exited' },
    reason: { key: 'errors.containerNotRunningNow', params: { name: 'oms_331', state: 'exited' } },
  })
  expect(await state(healthy)).toMatchObject({ seen: { ha: true }, container: { name: 'oms_331', state: 'running' } })
})

// "Off" and "no servers" of a console that did not answer would send somebody to repair what is not broken.
test('an OMS that does not answer is told with its reason, and the window is known all the same', async () => {
  const silent = await state(() => {
    throw new OperatorError('unavailable', say('errors.serversUnreadable'))
  })
  expect(silent).toMatchObject({ seen: null, reason: { key: 'errors.serversUnreadable' }, window: { isOpen: true } })
})
