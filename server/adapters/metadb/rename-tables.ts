import { say } from '../../contract/said.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { Move } from '../../domain/swap-state.ts'
import { OperatorError } from '../../errors.ts'
import type { ConnectionSource } from './connection-source.ts'
import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'

// A foreign key of the same name on both sides: the tables have to leave before others come (METADB: seekdb 1022, MySQL 1826).
const KEY_NAME_TAKEN = new Set([1005, 1022, 1025, 1826])
// Interrupted, lock wait timeout.
const GAVE_UP = new Set([1317, 1205])
const ENDS_AFTER_KILL_MS = 10_000

interface Limits {
  deadlineSeconds: number
  signal?: AbortSignal
}

/**
 * Moves all tables out and in by one statement, which the server does as a whole or not at all; where it refuses that for the name of a
 * foreign key, by two: all out, all in. Never one database after the other. Returns how many statements it took.
 */
export async function swapTables(
  source: Pick<ConnectionSource, 'use'>,
  moves: { out: Move[]; in: Move[] },
  limits: Limits,
): Promise<number> {
  const all = [...moves.out, ...moves.in]
  if (all.length === 0) return 0
  const isSplit = moves.out.length > 0 && moves.in.length > 0
  try {
    await renameTables(source, all, limits)
    return 1
  } catch (error) {
    if (!isSplit || !isKeyNameTaken(error)) throw error
  }
  await renameTables(source, moves.out, limits)
  await renameTables(source, moves.in, limits)
  return 2
}

function isKeyNameTaken(error: unknown): boolean {
  const cause = error instanceof OperatorError ? error.cause : error
  return KEY_NAME_TAKEN.has((cause as { errno?: number } | undefined)?.errno ?? 0)
}

/**
 * One `rename table`. It waits for locks no longer than its deadline: then a second session names who holds them and ends the statement,
 * because on some servers no timeout applies to it.
 */
async function renameTables(source: Pick<ConnectionSource, 'use'>, moves: Move[], { deadlineSeconds, signal }: Limits): Promise<void> {
  const name = ({ database, table }: Move['from']): string => `${quoteIdentifier(database)}.${quoteIdentifier(table)}`
  const sql = `rename table ${moves.map(({ from, to }) => `${name(from)} to ${name(to)}`).join(', ')}`
  const databases = [...new Set(moves.flatMap(({ from, to }) => [from.database, to.database]))]
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
      void ending.then((holders) => setTimeout(() => giveUp(stillWaiting(deadlineSeconds, holders)), ENDS_AFTER_KILL_MS).unref())
    }, deadlineSeconds * 1000)
    try {
      await Promise.race([session.plain(sql), hopeless])
    } catch (error) {
      if (!GAVE_UP.has((error as { errno?: number }).errno ?? 0)) throw error
      const holders = ending === null ? await source.use((second) => lockHolders(second, id, databases)) : await ending
      throw new OperatorError('timeout', say('metadb.renameBlocked', { seconds: deadlineSeconds }), {
        hint: say(holders.length > 0 ? 'metadb.endHolders' : 'metadb.holdersUnknown'),
        ...(holders.length > 0 && { raw: holders.join('\n') }),
        cause: error,
      })
    } finally {
      clearTimeout(timer)
    }
  }, signal)
}

async function endWaiting(second: Session, id: number, databases: string[]): Promise<string[]> {
  const holders = await lockHolders(second, id, databases).catch(() => [])
  await second.plain(`kill query ${id}`).catch(() => undefined)
  return holders
}

function stillWaiting(seconds: number, holders: string[]): OperatorError {
  return new OperatorError('timeout', say('metadb.renameCannotEnd', { seconds }), {
    hint: say('metadb.endThemYourself'),
    ...(holders.length > 0 && { raw: holders.join('\n') }),
  })
}

/** Sessions that may hold a lock on these databases, as far as the account may see: those with an open transaction, and those inside. */
async function lockHolders(session: Session, exceptId: number, databases: readonly string[]): Promise<string[]> {
  // Needs PROCESS, and OceanBase has no such table: then only the list of sessions tells.
  const transactions = await session
    .plain('select trx_mysql_thread_id as id, trx_started as since from information_schema.innodb_trx')
    .catch(() => [])
  const since = new Map(transactions.map((row) => [toNumber(row['id']), row['since']]))
  const rows = await session.plain('select id, user, host, db, command, time, state from information_schema.processlist')
  return rows.flatMap((row) => {
    const id = toNumber(row['id'])
    const begun = since.get(id)
    if (id === exceptId || (begun === undefined && !databases.includes(String(row['db'])))) return []
    const transaction = begun === undefined ? '' : `, transaction since ${begun instanceof Date ? begun.toISOString() : String(begun)}`
    return [
      `session ${id}: ${row['user']}@${row['host']}, ${row['db'] ?? 'no database'}, ${row['command']} for ${row['time']} s${transaction}`,
    ]
  })
}
