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
import { serversHistory } from '../queries/servers-history.ts'
import { lookAtServers } from './look-at-servers.ts'
import type { ServiceContext } from './service-context.ts'

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let job: Awaited<ReturnType<typeof startedJob>>
let now: number
let reads: number
let answer: () => unknown
let look: () => Promise<void>
let incidents: unknown[]
let container: { id: string; state: string; startedAt: Date | null }
let beat: number

beforeEach(async () => {
  temporary = await temporaryStore()
  const { store } = temporary
  const cipher = createCipher(randomBytes(32))
  job = await startedJob(store)
  await store.installation.updateMany({
    data: { metaPasswordEnc: cipher.seal(new Secret('a'), 'metadb'), consolePasswordEnc: cipher.seal(new Secret('b'), 'console') },
  })
  now = Date.UTC(2026, 10, 1, 18)
  reads = 0
  incidents = []
  container = { id: 'old', state: 'running', startedAt: new Date(0) }
  beat = 0
  answer = () => [{ ip: '10.0.0.5', region: null, status: 'Online', isOnline: true }]
  const console = {
    async servers() {
      reads += 1
      return answer()
    },
    async close() {},
  }
  const world = {
    clock: { now: () => new Date(now) },
    consoles: { open: async () => console },
    docker: { container: async () => container },
    metaDbs: { open: async () => ({ beats: async () => ({ now, beats: { '10.0.0.5': beat } }), close: async () => {} }) },
  } as unknown as World
  const context: ServiceContext = { store, cipher, world, backupFolder: '/backups', actor: PANEL, wake() {} }
  look = lookAtServers(context, (cause) => incidents.push(cause))
})

afterEach(() => temporary.close())

async function lookAfter(seconds: number): Promise<void> {
  now += seconds * 1000
  await look()
}

// Nobody has the page open at three in the morning; the strip is still whole at nine.
test('a job that is under way is looked at without anybody watching, and an unreadable console is part of it', async () => {
  await lookAfter(15)
  await lookAfter(15)
  answer = () => {
    throw new OperatorError('unavailable', say('errors.serversUnreadable'))
  }
  await lookAfter(15)
  const spans = await serversHistory(temporary.store, job.jobId)
  expect(spans.map(({ servers }) => servers?.[0]?.status ?? null)).toEqual(['Online', null])
  expect(incidents).toEqual([])
})

// The strip was green from T1 to the end of init: the heartbeats of the old OMS were fresh for nine minutes more.
test('no server is Online while OMS is down, nor before the new OMS has sent a heartbeat', async () => {
  await temporary.store.node.updateMany({ data: { hostIp: '10.0.0.5' } })
  const seen = async () => {
    await lookAfter(15)
    const { isOnline, status } = (await serversHistory(temporary.store, job.jobId)).at(-1)?.servers?.[0] ?? {}
    return [isOnline, status]
  }
  expect(await seen()).toEqual([true, 'Online'])
  container = { ...container, state: 'exited' }
  expect(await seen()).toEqual([false, 'Online, but no OMS container runs'])
  container = { id: 'new', state: 'running', startedAt: new Date(Date.now() + 60_000) }
  for (let look = 0; look < 2; look += 1) expect(await seen()).toEqual([false, 'Online, but no heartbeat since OMS was started'])
  beat = 1
  expect(await seen()).toEqual([true, 'Online'])
})

// A wrong password sent every five seconds locks the account that the operator needs to repair it.
test('an account that was turned away is not tried again for ten minutes', async () => {
  answer = () => {
    throw new OperatorError('refused', say('console.signIn', { user: 'admin' }))
  }
  await lookAfter(15)
  await lookAfter(300)
  expect(reads).toBe(1)
  await lookAfter(400)
  expect(reads).toBe(2)
})

// A run that waits for a decision can wait for days, and a finished one for ever.
test('a job that waits is looked at less often, and one that is over not any more', async () => {
  await temporary.store.upgradeJob.updateMany({ data: { status: 'needs-decision' } })
  for (let second = 0; second < 60; second += 5) await lookAfter(5)
  expect(reads).toBe(2)
  await temporary.store.upgradeJob.updateMany({ data: { status: 'succeeded' } })
  await lookAfter(600)
  expect(reads).toBe(2)
})

test('an installation that cannot be opened is told of once, and stops nothing', async () => {
  await temporary.store.installation.updateMany({ data: { consolePasswordEnc: '' } })
  await lookAfter(5)
  await lookAfter(5)
  expect(incidents).toHaveLength(1)
  expect(await serversHistory(temporary.store, job.jobId)).toEqual([])
})
