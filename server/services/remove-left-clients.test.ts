import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLeases } from '../db/prisma-leases.ts'
import { startedJob } from '../db/testing/started-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { CLIENT_LABEL } from '../domain/client-label.ts'
import type { Permit } from '../engine/permit.ts'
import type { World } from '../procedure/context.ts'
import { removeLeftClients } from './remove-left-clients.ts'

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let installationId: string
let removed: string[]

beforeEach(async () => {
  temporary = await temporaryStore()
  installationId = (await startedJob(temporary.store)).installationId
  removed = []
})

afterEach(() => temporary.close())

/** An engine on which these installations have containers that run clients. */
function world(...labelled: string[]): World {
  const writers = (permit: Permit) => ({
    backups: {
      async removeLeftClients(id: string) {
        permit.check()
        removed.push(id)
        return [`client-of-${id}`]
      },
    },
  })
  const containersLabelled = async (label: string, value: string) => (label === CLIENT_LABEL && labelled.includes(value) ? [{}] : [])
  return { docker: { containersLabelled }, writers } as unknown as World
}

// It would go on reading from a MetaDB, or writing to it, for a panel that is no more.
test('what a panel that died left running is removed, with the lease of its installation, and of a foreign panel nothing', async () => {
  expect(await removeLeftClients({ store: temporary.store, world: world(installationId, 'of another panel') })).toEqual([
    `client-of-${installationId}`,
  ])
  expect(removed).toEqual([installationId])
  expect((await temporary.store.lease.findUnique({ where: { installationId } }))?.owner ?? null).toBeNull()
})

test('where nothing was left nobody takes a lease', async () => {
  expect(await removeLeftClients({ store: temporary.store, world: world() })).toEqual([])
  expect(await temporary.store.lease.findUnique({ where: { installationId } })).toBeNull()
})

// Another panel's dump, in the middle of a window.
test('whoever works on the installation now keeps what runs for it', async () => {
  await createLeases(temporary.store).take({ installationId, jobId: '', runId: 'theirs', runNumber: 1 }, 'another process')
  expect(await removeLeftClients({ store: temporary.store, world: world(installationId) }, { patienceMs: 0 })).toEqual([])
  expect(removed).toEqual([])
})
