import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../db/open-store.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { createHealth } from './create-health.ts'

let temporary: Awaited<ReturnType<typeof temporaryStore>>

beforeEach(async () => {
  temporary = await temporaryStore()
})

afterEach(() => temporary.close())

test('a panel with its store and its runner is well', async () => {
  expect(await createHealth(temporary.store, () => 1)()).toEqual([])
})

// "Always ok" kept a load balancer in front of a panel that could not write a single row.
test('a store of an older version is not well', async () => {
  await temporary.store.$executeRawUnsafe('ALTER TABLE "UpgradeJob" DROP COLUMN "planHash"')
  expect(await createHealth(temporary.store, () => 1)()).toEqual(['The store has not been migrated to this version of the panel.'])
})

test('a store that is gone or read-only is not well', async () => {
  const missing = openStore(`${temporary.databaseFile}.missing`)
  expect(await createHealth(missing, () => 1)()).toEqual(['The store cannot be read.'])
  await missing.$disconnect()
  await temporary.store.$executeRawUnsafe('PRAGMA query_only = 1')
  expect(await createHealth(temporary.store, () => 1)()).toEqual(['The store cannot be written.'])
})

test('a runner that stands still or has not started is not well', async () => {
  expect(await createHealth(temporary.store, () => 31)()).toEqual(['The runner has not looked for runs for 31 s.'])
  expect(await createHealth(temporary.store, () => null)()).toEqual(['The runner has not started.'])
})
