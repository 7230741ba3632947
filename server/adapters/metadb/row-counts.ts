import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { ConnectionSource } from './connection-source.ts'
import { toNumber } from './to-number.ts'

// As many as a small MetaDB can take; OMS is down while they count.
const SESSIONS = 4
const NO_SUCH_TABLE = 1146

/** Exact rows of these tables, several counted at once; one that is missing has none. */
export async function rowCounts(
  source: Pick<ConnectionSource, 'use'>,
  tables: readonly { database: string; table: string }[],
  signal?: AbortSignal,
): Promise<{ database: string; table: string; rows: number | null }[]> {
  const counted: { database: string; table: string; rows: number | null }[] = []
  const queue = [...tables]
  const count = () =>
    source.use(async (session) => {
      await session.allowLongStatements()
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const sql = `select count(*) as n from ${quoteIdentifier(next.database)}.${quoteIdentifier(next.table)}`
        const rows = await session.plain(sql).catch((error: { errno?: number }) => {
          if (error.errno === NO_SUCH_TABLE) return []
          throw error
        })
        counted.push({ ...next, rows: rows.length === 0 ? null : toNumber(rows[0]?.['n']) })
      }
    }, signal)
  await Promise.all(Array.from({ length: Math.min(SESSIONS, tables.length) }, count))
  return counted
}
