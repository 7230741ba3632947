import { toNumber } from '../to-number.ts'
import type { Asking, Row } from './asking.ts'

interface Known {
  exceptId: number
  databases: readonly string[]
  /** What sessions hold in these databases, by their ids; null where the server or the account does not tell. */
  held: ReadonlyMap<number, string> | null
  /** Sessions with an open transaction. */
  transactions?: ReadonlyMap<number, string>
}

/** The sessions that hold locks, where the server tells; otherwise those with an open transaction and those inside the databases. */
export async function describeHolders(session: Asking, { exceptId, databases, held, transactions }: Known): Promise<string[]> {
  const rows = await session.plain('select id, user, host, db, command, time from information_schema.processlist')
  return rows.flatMap((row) => {
    const id = toNumber(row['id'])
    const holds = held?.get(id)
    const begun = transactions?.get(id)
    const isSuspect = held === null ? begun !== undefined || databases.includes(String(row['db'])) : holds !== undefined
    if (id === exceptId || !isSuspect) return []
    const what = [holds, begun].filter((part) => part !== undefined).map((part) => `, ${part}`)
    return [
      `session ${id}: ${row['user']}@${row['host']}, ${databaseOf(row) ?? 'no database'}, ${row['command']} for ${row['time']} s${what.join('')}`,
    ]
  })
}

/** OceanBase prints the word NULL. */
function databaseOf(row: Row): string | null {
  return row['db'] == null || row['db'] === 'NULL' ? null : String(row['db'])
}

/** Rows of `id` and `what`, gathered; null where the statement is refused. */
export async function gather(session: Asking, sql: string, values: string[] = []): Promise<Map<number, string> | null> {
  const rows = await session.rows(sql, values).catch(() => null)
  if (rows === null) return null
  const found = new Map<number, string>()
  for (const row of rows) {
    const id = toNumber(row['id'])
    const before = found.get(id)
    found.set(id, before === undefined ? String(row['what']) : `${before}, ${row['what']}`)
  }
  return found
}

const TRANSACTIONS =
  "select trx_mysql_thread_id as id, concat('transaction since ', date_format(trx_started, '%Y-%m-%d %H:%i:%s')) as what from information_schema.innodb_trx"

/**
 * Of MySQL and MariaDB, by what a list of locks on tables says of these databases. `listed`: a select of `id` and `what` for the schemas that
 * stand where it is told. Transactions need PROCESS.
 */
export async function holdersOfTables(
  session: Asking,
  { exceptId, databases }: Pick<Known, 'exceptId' | 'databases'>,
  listed: (schemas: string) => string,
): Promise<string[]> {
  const held = await gather(session, listed(databases.map(() => '?').join(', ')), [...databases])
  const transactions = (await gather(session, TRANSACTIONS)) ?? new Map<number, string>()
  // The list of locks may be switched off, and then holds none.
  const isTold = held !== null && [...held.keys()].some((id) => id !== exceptId)
  return await describeHolders(session, { exceptId, databases, held: isTold ? held : null, transactions })
}
