import { constants, copyFileSync, rmSync, statSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { migrationNames } from '../../prisma/migrate.ts'
import { hashFile } from './hash-file.ts'
import { inspectStore } from './inspect-store.ts'
import { type Manifest, readManifest } from './store-manifest.ts'
import { StoreRefusal } from './store-refusal.ts'
import { syncFile } from './write-durably.ts'

/**
 * Copies a backup to `copy` and proves that the copy is what its manifest says, by its hash, by SQLite's own check of every page, by the
 * rows of every table and by the audit trail. Throws StoreRefusal.
 */
export async function readBackup(file: string, copy: string): Promise<Manifest> {
  const manifest = readManifest(file)
  const { size } = statSync(file)
  if (size !== manifest.bytes)
    throw new StoreRefusal('unfit', `${file} has ${size} bytes, and its manifest says ${manifest.bytes}: it is damaged.`)
  const newer = manifest.migrations.filter((name) => !migrationNames().includes(name))
  if (newer.length > 0)
    throw new StoreRefusal(
      'unfit',
      `${file} was made by a newer panel (${manifest.panelVersion}): this one does not know ${newer.join(', ')}. Restore it with that version.`,
    )
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${copy}${suffix}`, { force: true })
  copyFileSync(file, copy, constants.COPYFILE_EXCL)
  syncFile(copy)
  if ((await hashFile(copy)) !== manifest.sha256)
    throw new StoreRefusal(
      'unfit',
      `${file} does not have the SHA-256 that its manifest says: it is damaged, or belongs to another manifest.`,
    )
  const { keyId, migrations, rows, audit } = await inspectStore(copy)
  const said = { keyId: manifest.keyId, migrations: manifest.migrations, rows: manifest.rows, audit: manifest.audit }
  if (!isDeepStrictEqual({ keyId, migrations, rows, audit }, said))
    throw new StoreRefusal('unfit', `${file} does not hold what its manifest says: one of the two was changed.`)
  return manifest
}
