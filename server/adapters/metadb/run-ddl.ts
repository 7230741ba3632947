import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { ConnectionSource } from './connection-source.ts'
import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'

// Interrupted, lock wait timeout.
const GAVE_UP = new Set([1317, 1205])
const ENDS_AFTER_KILL_MS = 10_000

interface Ddl {
  sql: string
  /** In which others may hold locks. */
  databases: readonly string[]
  /** What it is to people: `rename` moves tables, for anything else the statement itself is shown. */
  shown: 'rename' | string
  deadlineSeconds: number
  signal?: AbortSignal | undefined
}

/**
 * One statement that needs the locks of whole tables. It waits for them no longer than its deadline: then a second session names who holds
 * them and ends the statement, because on some servers no timeout applies to it.
 */
export async function runDdl(source: Pick<ConnectionSource, 'use'>, ddl: Ddl): Promise<void> {
  const { sql, databases, deadlineSeconds, signal } = ddl
  await source.use(async (session) => {
    await session.allowLongStatements()
    // Its own limit comes a little after the panel's, which can say who is in the way.
    await session.limitLockWait(deadlineSeconds + 5)
    const [row] = await session.plain('select connection_id() as id')
    const id = toNumber(row?.['id'])
    let ending: Promise<string[]> | null = null
    let giveUp: (cause: Error) => void = () => undefined
    const hopeless = new Promise<never>((_, reject) => {
      giveUp = reject
    })
    hopeless.catch(() => undefined)
    const timer = setTimeout(() => {
      ending = source.use((second) => endWaiting(second, id, databases)).catch((cause: unknown) => [String(cause)])
      void ending.then((holders) => setTimeout(() => giveUp(stillWaiting(ddl, holders)), ENDS_AFTER_KILL_MS).unref())
    }, deadlineSeconds * 1000)
    try {
      await Promise.race([session.plain(sql), hopeless])
    } catch (error) {
      if (!GAVE_UP.has((error as { errno?: number }).errno ?? 0)) throw error
      const holders = ending === null ? await source.use((second) => lockHolders(second, id, databases)) : await ending
      throw blocked(ddl, holders, error)
    } finally {
      clearTimeout(timer)
    }
  }, signal)
}

async function endWaiting(second: Session, id: number, databases: readonly string[]): Promise<string[]> {
  const holders = await lockHolders(second, id, databases).catch(() => [])
  await second.plain(`kill query ${id}`).catch(() => undefined)
  return holders
}

async function lockHolders(session: Session, exceptId: number, databases: readonly string[]): Promise<string[]> {
  return await session.dialect.lockHolders(session, { exceptId, databases })
}

function blocked({ shown, databases, deadlineSeconds: seconds }: Ddl, holders: string[], cause: unknown): OperatorError {
  const isRename = shown === 'rename'
  const said = isRename
    ? say('metadb.renameBlocked', { seconds })
    : say('metadb.ddlBlocked', { seconds, statement: shown, databases: databases.join(', ') })
  return new OperatorError('timeout', said, {
    hint: say(holders.length > 0 ? 'metadb.endHolders' : 'metadb.holdersUnknown'),
    ...(holders.length > 0 && { raw: holders.join('\n') }),
    cause,
  })
}

function stillWaiting({ shown, databases, deadlineSeconds: seconds }: Ddl, holders: string[]): OperatorError {
  const said =
    shown === 'rename'
      ? say('metadb.renameCannotEnd', { seconds })
      : say('metadb.ddlCannotEnd', { seconds, statement: shown, databases: databases.join(', ') })
  return new OperatorError('timeout', said, {
    hint: say('metadb.endThemYourself'),
    ...(holders.length > 0 && { raw: holders.join('\n') }),
  })
}
