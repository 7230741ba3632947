import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from './open-store.ts'
import { createLeases } from './prisma-leases.ts'
import { heldStore } from './testing/held-store.ts'
import { startedJob } from './testing/started-job.ts'
import { temporaryStore } from './testing/temporary-store.ts'
import { transact } from './transact.ts'

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let other: Store
let job: Awaited<ReturnType<typeof startedJob>>

beforeEach(async () => {
  temporary = await temporaryStore()
  other = openStore(temporary.databaseFile)
  job = await startedJob(temporary.store)
})

afterEach(async () => {
  await other.$disconnect()
  await temporary.close()
})

async function revision(): Promise<number> {
  return (await temporary.store.upgradeJob.findUniqueOrThrow({ where: { id: job.jobId } })).revision
}

test('a store that stays busy is said in words, changes nothing and does not stand in the way of the process', async () => {
  const held = await heldStore(other)
  let ticks = 0
  const timer = setInterval(() => {
    ticks += 1
  }, 20)
  const raise = transact(temporary.store, (tx) => tx.upgradeJob.updateMany({ data: { revision: 7 } }), { patienceSeconds: 1.5 })
  await expect(raise).rejects.toMatchObject({ problem: { code: 'unavailable', said: { key: 'errors.storeBusy' } } })
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(2)
  await held.end()
  expect(await revision()).toBe(0)
})

test('an error that is not of a busy store is not tried again', async () => {
  let tries = 0
  const work = () => {
    tries += 1
    throw new Error('no such table')
  }
  await expect(transact(temporary.store, async () => work())).rejects.toThrow('no such table')
  expect(tries).toBe(1)
})

// A holder whose renewal fails would lose its lease in the middle of a step. libsql does not commit what follows a busy statement on
// the same connection: whoever comes then would find the store locked for as long as the process lives.
test('a lease is taken and renewed although another process is writing, and others can write at once', async () => {
  const leases = createLeases(temporary.store)
  const first = await heldStore(other)
  const taking = leases.take(job, 'one')
  setTimeout(() => void first.end(), 250)
  const lease = await taking
  if (lease === null) throw new Error('the lease is not free')
  const second = await heldStore(other)
  const renewing = leases.renew(lease)
  setTimeout(() => void second.end(), 250)
  expect(await renewing).toBe(true)
  expect(await (await heldStore(other)).end()).toBeUndefined()
})
