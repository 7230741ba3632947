import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { holdStore, type StoreHold } from './hold-store.ts'
import { openStore } from './open-store.ts'
import type { KeySettings } from './read-key.ts'
import { settleKey } from './settle-key.ts'
import { StoreRefusal } from './store-refusal.ts'

/** A restore or a rotation of the key takes seconds; a start meanwhile waits for it. */
const PATIENCE_SECONDS = 20

/**
 * What a server does before anything else: it says that the store is in use, and makes sure that the key at hand is the store's own.
 * Throws StoreRefusal where either cannot be.
 */
export async function claimStore(settings: KeySettings & { databaseFile: string }): Promise<StoreHold> {
  mkdirSync(path.dirname(settings.databaseFile), { recursive: true, mode: 0o700 })
  const hold = await holdStore(settings.databaseFile, 'shared', { patienceSeconds: PATIENCE_SECONDS })
  if (hold === null)
    throw new StoreRefusal('in-use', 'The store is being restored, or its key is being rotated. Start again when that is done.')
  const store = openStore(settings.databaseFile)
  try {
    await settleKey(store, settings)
    return hold
  } catch (cause) {
    await hold.release()
    throw cause
  } finally {
    await store.$disconnect()
  }
}
