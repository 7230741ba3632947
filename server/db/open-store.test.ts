import { afterEach, beforeEach, expect, test } from 'vitest'
import { temporaryStore } from './testing/temporary-store.ts'

let temporary: Awaited<ReturnType<typeof temporaryStore>>
beforeEach(async () => {
  temporary = await temporaryStore()
})
afterEach(async () => await temporary.close())

// With less than FULL, power that fails takes back a step that the engine had already acted on; readers wait without WAL.
test('every connection of the store writes through to the disk, also in a transaction, and does not block readers', async () => {
  const { store } = temporary
  const full = [{ synchronous: 2 }]
  expect(await store.$queryRaw`PRAGMA synchronous`).toEqual(full)
  expect(await store.$transaction(async (tx) => await tx.$queryRaw`PRAGMA synchronous`)).toEqual(full)
  // The transaction took the first connection with it: this is a new one.
  expect(await store.$queryRaw`PRAGMA synchronous`).toEqual(full)
  expect(await store.$queryRaw`PRAGMA journal_mode`).toEqual([{ journal_mode: 'wal' }])
  expect(await store.$queryRaw`PRAGMA foreign_keys`).toEqual([{ foreign_keys: 1 }])
})
