import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, linkSync, openSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Actor } from '../contract/access.ts'
import { hashFile } from './hash-file.ts'
import { inspectStore } from './inspect-store.ts'
import type { Store } from './open-store.ts'
import { recordAudit } from './record-audit.ts'
import { type Manifest, manifestFile, newManifest } from './store-manifest.ts'
import { StoreRefusal } from './store-refusal.ts'
import { transact } from './transact.ts'
import { syncFile, syncFolder, writeDurably } from './write-durably.ts'

export interface BackUp {
  store: Store
  file: string
  panelVersion: string
  actor: Actor
  account: string
  now(): Date
}

/**
 * A consistent copy while servers write, opened and checked, with its manifest beside it. The manifest comes last: without it there
 * is no backup. The audit row comes before it, so that no backup exists that nobody recorded. Throws StoreRefusal; then no file is left.
 */
export async function backUpStore({ store, file, panelVersion, actor, account, now }: BackUp): Promise<Manifest> {
  refuseIfTaken(file)
  const partial = `${file}.${randomBytes(4).toString('hex')}.partial`
  let isNamed = false
  try {
    closeSync(openSync(partial, 'wx', 0o600))
    const madeAt = now()
    await store.$executeRaw`VACUUM INTO ${partial}`
    syncFile(partial)
    const inspection = await inspectStore(partial)
    const { size: bytes } = statSync(partial)
    const manifest = newManifest({ madeAt: madeAt.toISOString(), panelVersion, bytes, sha256: await hashFile(partial), ...inspection })
    linkSync(partial, file)
    isNamed = true
    syncFolder(path.dirname(file))
    const { sha256, keyId, audit } = manifest
    const detail = { account, file, bytes, sha256, keyId, madeAt: manifest.madeAt, auditBrokenAt: audit.brokenAt }
    await transact(store, (tx) => recordAudit(tx, { at: now(), actor, action: 'store.backup', subject: 'store', detail }))
    writeDurably(manifestFile(file), `${JSON.stringify(manifest, null, 2)}\n`)
    return manifest
  } catch (cause) {
    if (isNamed) rmSync(file, { force: true })
    throw cause
  } finally {
    rmSync(partial, { force: true })
  }
}

function refuseIfTaken(file: string): void {
  const folder = path.dirname(file)
  if (!existsSync(folder)) throw new StoreRefusal('unfit', `There is no folder ${folder}.`)
  const taken = [file, manifestFile(file)].find((name) => existsSync(name))
  if (taken !== undefined) throw new StoreRefusal('unfit', `${taken} exists already and is not overwritten. Choose another name.`)
}
