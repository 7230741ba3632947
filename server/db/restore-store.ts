import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, rmSync } from 'node:fs'
import path from 'node:path'
import { migrate } from '../../prisma/migrate.ts'
import type { Actor } from '../contract/access.ts'
import { keepAuditKey } from './audit-key.ts'
import { openStore } from './open-store.ts'
import { quietRestoredStore } from './quiet-restored-store.ts'
import { readBackup } from './read-backup.ts'
import { findKey, type KeySettings } from './read-key.ts'
import { recordAudit } from './record-audit.ts'
import { replaceStore } from './replace-store.ts'
import { keyAtHand, othersInWords } from './settle-key.ts'
import type { Manifest } from './store-manifest.ts'
import { StoreRefusal } from './store-refusal.ts'
import { syncFolder } from './write-durably.ts'

export interface Restore {
  file: string
  settings: KeySettings & { databaseFile: string }
  /** Restores although nobody can read the secrets in it. */
  withoutKey: boolean
  /** False: everything is checked, and nothing is replaced. */
  isMeant: boolean
  actor: Actor
  account: string
  now: Date
  /** Test seam: called between the steps. */
  onMoment?: (moment: 'checked' | 'prepared' | 'kept' | 'moved') => void
}

export interface Restored {
  manifest: Manifest
  /** Migrations that the copy did not have yet. */
  migrated: string[]
  /** Open runs that wait for a person now. */
  runs: number
  /** Scheduled starts that were cancelled. */
  starts: number
  /** Where the store lies that was there before; null where there was none. */
  kept: string | null
}

/** The caller holds the store alone. Everything is done to a copy; one rename puts it in place. Throws StoreRefusal; then nothing is changed. */
export async function restoreStore(restore: Restore): Promise<Restored> {
  const { file, settings, withoutKey, isMeant, now, onMoment = () => {} } = restore
  const { databaseFile } = settings
  const copy = `${databaseFile}.restoring`
  const next = `${databaseFile}.restored`
  try {
    const manifest = await readBackup(file, copy)
    if (!withoutKey) refuseOtherKey(settings, manifest)
    onMoment('checked')
    const kept = existsSync(databaseFile)
      ? freeName(`${databaseFile}.replaced-${now.toISOString().replaceAll(/\D/g, '').slice(0, 14)}`)
      : null
    const migrated = await migrate(copy)
    // Without the backup's own key its audit trail goes on with a broken seal, which tells that somebody else went on with it.
    keepAuditKey((manifest.keyId === null ? null : keyAtHand(settings, manifest.keyId)?.key) ?? findKey(settings) ?? randomBytes(32))
    const { runs, starts } = await prepare(restore, manifest, { copy, next, kept })
    onMoment('prepared')
    if (isMeant) await replaceStore(databaseFile, next, kept ?? databaseFile, onMoment)
    return { manifest, migrated, runs, starts, kept }
  } finally {
    for (const left of [copy, next]) for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${left}${suffix}`, { force: true })
    syncFolder(path.dirname(databaseFile))
  }
}

function refuseOtherKey(settings: KeySettings, { keyId }: Manifest): void {
  if (keyId === null || keyAtHand(settings, keyId) !== null) return
  throw new StoreRefusal(
    'unfit',
    `The secrets in this backup are sealed with the key ${keyId}, and ${othersInWords(settings)} ` +
      'Nothing was changed. If that key is lost for good, --without-key restores all but the secrets.',
  )
}

function freeName(name: string): string {
  let free = name
  for (let number = 2; existsSync(free); number += 1) free = `${name}-${number}`
  return free
}

interface Places {
  copy: string
  next: string
  kept: string | null
}

/** Writes into the copy what happened, and makes of it one file without a log, which nobody has open. */
async function prepare({ file, actor, account, now }: Restore, { sha256, madeAt, panelVersion }: Manifest, { copy, next, kept }: Places) {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${next}${suffix}`, { force: true })
  const store = openStore(copy)
  try {
    const quiet = await store.$transaction(async (tx) => {
      const done = await quietRestoredStore(tx, now)
      const replaced = kept === null ? null : path.basename(kept)
      const detail = { account, file, sha256, madeAt, panelVersion, replaced, ...done }
      await recordAudit(tx, { at: now, actor, action: 'store.restore', subject: 'store', detail })
      return done
    })
    closeSync(openSync(next, 'wx', 0o600))
    await store.$executeRaw`VACUUM INTO ${next}`
    return quiet
  } finally {
    await store.$disconnect()
  }
}
