import { linkSync, renameSync } from 'node:fs'
import path from 'node:path'
import { createCipher } from './cipher.ts'
import { keyId } from './key-id.ts'
import type { Store } from './open-store.ts'
import { findKey, type KeySettings, readKey, readKeyFile } from './read-key.ts'
import { readSealed, SEALED_COLUMNS } from './sealed-columns.ts'
import { StoreRefusal } from './store-refusal.ts'
import { transact } from './transact.ts'
import { syncFolder } from './write-durably.ts'

/** Where a key lies that is not the one in use: a new one before its rotation is done, an old one for backups made with it. */
export function restingKeyFile(keyFile: string, id: string): string {
  return `${keyFile}.${id}`
}

/** Where the key with this id is to be had: in the environment, in the key file, in a file beside it, or nowhere. */
export function keyAtHand(settings: KeySettings, id: string): { place: 'in-use' | 'resting'; key: Buffer } | null {
  const found = findKey(settings)
  if (found !== null && keyId(found) === id) return { place: 'in-use', key: found }
  if (settings.key !== undefined) return null
  const resting = readKeyFile(restingKeyFile(settings.keyFile, id))
  return resting !== null && keyId(resting) === id ? { place: 'resting', key: resting } : null
}

/** Which key the store says its secrets are sealed with; null before the first start. */
export async function storeKeyId(store: Pick<Store, 'storeKey'>): Promise<string | null> {
  return (await store.storeKey.findUnique({ where: { id: 1 } }))?.keyId ?? null
}

/**
 * Makes sure, before anything is served, that the key at hand is the store's own: the store decides, so that a rotation or restore
 * that was cut off after its commit is finished here. Throws StoreRefusal where the store's key is not at hand.
 */
export async function settleKey(store: Store, settings: KeySettings): Promise<void> {
  const id = await storeKeyId(store)
  if (id === null) return await adoptKey(store, settings)
  const where = keyAtHand(settings, id)?.place ?? null
  if (where === 'in-use') return
  if (where === null) throw new StoreRefusal('unfit', `The store's secrets are sealed with the key ${id}, and ${othersInWords(settings)}`)
  putIntoUse(settings.keyFile, id)
}

/** What is at hand instead of the key that is wanted, and what to do. */
export function othersInWords(settings: KeySettings): string {
  const other = findKey(settings)
  const [place, advice] =
    settings.key === undefined
      ? [settings.keyFile, 'Bring the file of that key back.']
      : ['PANEL_KEY', 'Set PANEL_KEY to that key (after a rotation: what the file of --out holds).']
  return other === null ? `${place} does not exist. ${advice}` : `${place} is the key ${keyId(other)}. ${advice}`
}

/** A store from before stores knew their key, or a new one: the key at hand becomes its own if it opens what is there. */
async function adoptKey(store: Store, settings: KeySettings): Promise<void> {
  const cipher = createCipher(readKey(settings))
  let opened = 0
  let refused = 0
  for (const place of SEALED_COLUMNS) {
    for (const { text } of await readSealed(store, place)) {
      try {
        cipher.open(text, place.purpose)
        opened += 1
      } catch {
        refused += 1
      }
    }
  }
  if (refused > 0 && opened === 0)
    throw new StoreRefusal('unfit', `None of the ${refused} secrets in the store can be read with the key at hand (${cipher.keyId}).`)
  // Two servers may start at once; both have the same key.
  const create = { keyId: cipher.keyId, since: new Date() }
  await transact(store, (tx) => tx.storeKey.upsert({ where: { id: 1 }, create, update: {} }))
}

/** One rename decides; the key that was in use stays beside it, for backups that were made with it. */
function putIntoUse(keyFile: string, id: string): void {
  const before = readKeyFile(keyFile)
  try {
    if (before !== null) linkSync(keyFile, restingKeyFile(keyFile, keyId(before)))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
  }
  try {
    renameSync(restingKeyFile(keyFile, id), keyFile)
  } catch (cause) {
    // Another process of the panel did it first.
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
  }
  syncFolder(path.dirname(keyFile))
}
