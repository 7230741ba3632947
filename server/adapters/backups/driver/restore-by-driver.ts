import type { FileHandle } from 'node:fs/promises'
import { say } from '../../../contract/said.ts'
import { quoteIdentifier } from '../../../domain/quote-identifier.ts'
import { rawText } from '../../../domain/raw-text.ts'
import { restoreFence } from '../../../domain/restore-fence.ts'
import type { Permit } from '../../../engine/permit.ts'
import { OperatorError } from '../../../errors.ts'
import type { MetaDbLogin } from '../../../procedure/ports/metadb.ts'
import { ConnectionSource } from '../../metadb/connection-source.ts'
import { isRefusal } from '../../metadb/session.ts'
import { dumpFamily } from '../dump-family.ts'
import { restoreProblem } from '../restore-problem.ts'
import { statementsOfClientDump } from './client-dump.ts'
import { NotAPanelDump, statementsOf } from './panel-dump.ts'

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

/** Sends the statements of the panel's own dump, or of a client's, one by one; the first that is refused ends it. */
export async function restoreByDriver(login: MetaDbLogin, restore: DriverRestore): Promise<void> {
  const { database, file, handle, opening, permit, onProgress, signal } = restore
  await new ConnectionSource(login, { permit }).use(async (session) => {
    const send = async (statement: string, place = ''): Promise<void> => {
      await session.plain(statement).catch((error: unknown) => {
        throw problemOf(error, place, login, database)
      })
    }
    await session.allowLongStatements()
    if (opening !== null) await send(opening)
    await send(`use ${quoteIdentifier(database)}`)
    try {
      let number = 0
      const statements = (await dumpFamily(handle)) === 'panel' ? statementsOf : statementsOfClientDump
      for await (const { statement, read } of statements(handle)) {
        number += 1
        await send(statement, ` at statement ${number}`)
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

/** A refusal in the words that a client would print, so that both ways to restore mean the same by it. */
function problemOf(error: unknown, place: string, login: MetaDbLogin, database: string): unknown {
  if (!isRefusal(error)) return error
  const { errno = 0, sqlState = 'HY000', message = '' } = error as { errno?: number; sqlState?: string; message?: string }
  return restoreProblem({ login, database, exitCode: errno, stderr: rawText(`ERROR ${errno} (${sqlState})${place}: ${message}`) })
}
