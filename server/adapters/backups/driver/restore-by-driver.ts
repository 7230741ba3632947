import type { FileHandle } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { say } from '../../../contract/said.ts'
import { quoteIdentifier } from '../../../domain/quote-identifier.ts'
import { rawText } from '../../../domain/raw-text.ts'
import { restoreFence } from '../../../domain/restore-fence.ts'
import type { Permit } from '../../../engine/permit.ts'
import { OperatorError } from '../../../errors.ts'
import type { MetaDbLogin } from '../../../procedure/ports/metadb.ts'
import { ConnectionSource } from '../../metadb/connection-source.ts'
import { isRefusal, type Session } from '../../metadb/session.ts'
import { restoreProblem } from '../restore-problem.ts'
import { NotAPanelDump, statementsOf } from './panel-dump.ts'

/** OceanBase has no memory for the statement just now: it was not done, and can be sent again. */
const NO_MEMORY_NOW = new Set([4013, 4030])
const TIMES = 10
const PAUSE_MS = 2000

export interface DriverRestore {
  database: string
  file: string
  handle: FileHandle
  /** The statement that takes the fence, domain/restore-session.ts. */
  opening: string | null
  permit: Permit
  onProgress(read: number): void
  signal: AbortSignal
}

/** Sends the statements of the panel's own dump one by one; the first that is refused ends it. */
export async function restoreByDriver(login: MetaDbLogin, restore: DriverRestore): Promise<void> {
  const { database, file, handle, opening, permit, onProgress, signal } = restore
  await new ConnectionSource(login, { permit }).use(async (session) => {
    const send = async (statement: string): Promise<void> => {
      await sendPatiently(session, statement, signal).catch((error: unknown) => {
        throw problemOf(error, login, database)
      })
    }
    await session.allowLongStatements()
    if (opening !== null) await send(opening)
    await send(`use ${quoteIdentifier(database)}`)
    try {
      for await (const { statement, read } of statementsOf(handle)) {
        await send(statement)
        onProgress(read)
      }
    } catch (error) {
      if (!(error instanceof NotAPanelDump)) throw error
      throw new OperatorError('refused', say('backups.notWhole', { file, database }), { raw: error.message })
    } finally {
      // Otherwise the server frees it when it notices that the connection is gone, and a next restore may come before that.
      if (opening !== null) await session.plain(`select release_lock('${restoreFence(database).lock}')`).catch(() => undefined)
    }
  }, signal)
}

async function sendPatiently(session: Session, statement: string, signal: AbortSignal): Promise<void> {
  for (let left = TIMES; ; left -= 1) {
    try {
      await session.plain(statement)
      return
    } catch (error) {
      if (left === 0 || !NO_MEMORY_NOW.has((error as { errno?: number }).errno ?? 0)) throw error
      await pause(PAUSE_MS, undefined, { signal })
    }
  }
}

/** A refusal in the words that a client would print, so that both ways to restore mean the same by it. */
function problemOf(error: unknown, login: MetaDbLogin, database: string): unknown {
  if (!isRefusal(error)) return error
  const { errno = 0, sqlState = 'HY000', message = '' } = error as { errno?: number; sqlState?: string; message?: string }
  return restoreProblem({ login, database, exitCode: errno, stderr: rawText(`ERROR ${errno} (${sqlState}): ${message}`) })
}
