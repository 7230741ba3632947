import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { ConnectionSource } from './connection-source.ts'
import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'

// As many as a small MetaDB can take; OMS is down while they count.
const SESSIONS = 4
const NO_SUCH_TABLE = 1146

/** What a statement reads all rows from: the history of a system-versioned table belongs to it. */
export const allRowsOf = (table: string, isVersioned: boolean): string => (isVersioned ? `${table} for system_time all` : table)

/** Of these databases, as `database.table`; only MariaDB has such tables. */
async function versionedTables(session: Session, databases: string[]): Promise<Set<string>> {
  const rows = await session.rows(
    `select concat(table_schema, '.', table_name) as name from information_schema.tables
      where table_type = 'SYSTEM VERSIONED' and table_schema in (${databases.map(() => '?').join(', ')})`,
    databases,
  )
  return new Set(rows.map(({ name }) => String(name)))
}

/** Exact rows of these tables with their history, several counted at once; one that is missing has none. */
export async function rowCounts(
  source: Pick<ConnectionSource, 'use'>,
  tables: readonly { database: string; table: string }[],
  signal?: AbortSignal,
): Promise<{ database: string; table: string; rows: number | null }[]> {
  const counted: { database: string; table: string; rows: number | null }[] = []
  if (tables.length === 0) return counted
  const versioned = await source.use((session) => versionedTables(session, [...new Set(tables.map(({ database }) => database))]), signal)
  const queue = [...tables]
  const count = () =>
    source.use(async (session) => {
      await session.allowLongStatements()
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const from = allRowsOf(
          `${quoteIdentifier(next.database)}.${quoteIdentifier(next.table)}`,
          versioned.has(`${next.database}.${next.table}`),
        )
        const rows = await session.plain(`select count(*) as n from ${from}`).catch((error: { errno?: number }) => {
          if (error.errno === NO_SUCH_TABLE) return []
          throw error
        })
        counted.push({ ...next, rows: rows.length === 0 ? null : toNumber(rows[0]?.['n']) })
      }
    }, signal)
  await Promise.all(Array.from({ length: Math.min(SESSIONS, tables.length) }, count))
  return counted
}
