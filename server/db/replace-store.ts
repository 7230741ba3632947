import { existsSync, linkSync, renameSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { isStoreBusy } from './is-store-busy.ts'
import { StoreRefusal } from './store-refusal.ts'
import { syncFile, syncFolder } from './write-durably.ts'

/**
 * Puts `next` in the place of the store by one rename and keeps the store that was there as `kept`. Every end of the process leaves
 * the old store or the new one, whole. The caller holds the store alone. Throws StoreRefusal where somebody has it open all the same.
 */
export async function replaceStore(
  databaseFile: string,
  next: string,
  kept: string,
  onMoment: (moment: 'kept' | 'moved') => void,
): Promise<void> {
  if (existsSync(databaseFile)) {
    await foldLog(databaseFile)
    // The name stays until the rename: there is no moment without a store.
    linkSync(databaseFile, kept)
  }
  onMoment('kept')
  // Of a store too damaged to open; beside the new file its log would be played into it.
  for (const suffix of ['-wal', '-shm', '-journal'])
    if (existsSync(`${databaseFile}${suffix}`)) renameSync(`${databaseFile}${suffix}`, `${kept}${suffix}`)
  syncFolder(path.dirname(databaseFile))
  syncFile(next)
  renameSync(next, databaseFile)
  syncFolder(path.dirname(databaseFile))
  onMoment('moved')
}

/** Leaving WAL needs the file alone, so this also finds users that take no part in the panel's lock; then the file is whole without a log. */
async function foldLog(databaseFile: string): Promise<void> {
  const connection = await new PrismaLibSql({ url: pathToFileURL(databaseFile).href, timeout: 50 }).connect()
  try {
    await connection.executeScript('PRAGMA journal_mode = DELETE')
  } catch (cause) {
    if (isStoreBusy(cause)) throw new StoreRefusal('in-use', `Another program has ${databaseFile} open. Nothing was changed.`)
    // Damaged, which is why somebody restores: it is kept as it is, with its log.
  } finally {
    await connection.dispose()
  }
}
