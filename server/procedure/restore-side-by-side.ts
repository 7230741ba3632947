import path from 'node:path'
import { byteSize } from '../domain/byte-size.ts'
import type { SavedDatabase } from '../domain/databases/backup-manifest.ts'
import type { Acting, UpgradeContext } from './context.ts'
import type { Backup } from './make-backup.ts'

/** Fills empty databases from the dumps of a backup, all at once. The first failure ends the others: nobody waits for the slowest. */
export async function restoreSideBySide(
  { writers, installation, report }: Pick<Acting<UpgradeContext>, 'writers' | 'installation' | 'report'>,
  { folder, manifest }: Backup,
  targetOf: (saved: SavedDatabase) => Promise<string>,
  signal: AbortSignal,
): Promise<void> {
  const failed = new AbortController()
  const stop = AbortSignal.any([signal, failed.signal])
  const read = new Map<string, number>()
  const total = manifest.databases.reduce((sum, { dump }) => sum + dump.bytes, 0)

  async function restore(saved: SavedDatabase): Promise<void> {
    const { dump, objects, inventory } = saved
    const target = await targetOf(saved)
    stop.throwIfAborted()
    const onLine = (text: string) => report.line(text, 'stderr')
    const onProgress = (bytes: number) => {
      read.set(inventory.database, bytes)
      report.progress({ done: [...read.values()].reduce((sum, part) => sum + part, 0), total, unit: 'bytes' })
    }
    const from = (file: string) => ({
      database: target,
      file: path.join(folder, file),
      ...(manifest.restoreTool && { tool: manifest.restoreTool }),
    })
    await writers.backups.restore(installation.metaDb, from(dump.file), { onLine, onProgress, signal: stop })
    // Backups of earlier versions of the panel keep triggers, routines and events in a file of their own.
    if (objects !== null)
      await writers.backups.restore(installation.metaDb, from(objects.file), { onLine, onProgress: () => {}, signal: stop })
    report.line(`${target}: restored ${byteSize(dump.bytes)} from ${dump.file}`)
  }

  const all = manifest.databases.map((saved) =>
    restore(saved).catch((cause: unknown) => {
      failed.abort(cause)
      throw cause
    }),
  )
  await Promise.allSettled(all)
  signal.throwIfAborted()
  if (failed.signal.aborted) throw failed.signal.reason
}
