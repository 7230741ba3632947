import { closeSync, openSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { isStoreBusy } from './is-store-busy.ts'
import { patiently } from './patiently.ts'

export interface StoreHold {
  release(): Promise<void>
}

const statement = (sql: string) => ({ sql, args: [], argTypes: [] })

/**
 * Says that this process uses the store in this folder, beside others or alone, until `release` or its end, however it ends: it is a
 * lock of the operating system, on a file beside the store that is never replaced. Null where another process is in the way.
 */
export async function holdStore(
  databaseFile: string,
  use: 'shared' | 'alone',
  { patienceSeconds = 0 }: { patienceSeconds?: number } = {},
): Promise<StoreHold | null> {
  const file = path.join(path.dirname(databaseFile), 'panel.lock')
  makeOnce(file)
  const connection = await new PrismaLibSql({ url: pathToFileURL(file).href, timeout: 50 }).connect()
  const release = async () => {
    await connection.executeRaw(statement('ROLLBACK'))
    await connection.dispose()
  }
  try {
    await patiently(async () => {
      if (use === 'alone') return await connection.executeRaw(statement('BEGIN EXCLUSIVE'))
      await connection.executeRaw(statement('BEGIN'))
      // The lock comes with the first read and stays as long as the transaction.
      return await connection.queryRaw(statement('SELECT count(*) FROM sqlite_master')).catch(async (cause: unknown) => {
        await connection.executeRaw(statement('ROLLBACK'))
        throw cause
      })
    }, patienceSeconds)
    return { release }
  } catch (cause) {
    await connection.dispose()
    if (isStoreBusy(cause)) return null
    throw cause
  }
}

/** Never opened where it exists: closing any descriptor of it would drop the locks that this process has on it. */
function makeOnce(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
  }
}
