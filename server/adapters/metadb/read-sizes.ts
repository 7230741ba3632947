import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'

/** Data bytes (indexes are not dumped), tables and rows by the server's own statistics; a database that is missing has none. */
export async function readSizes(
  session: Session,
  databases: string[],
): Promise<{ database: string; bytes: number; tables: number; rows: number }[]> {
  // MySQL 8 answers from a cache of a day unless told otherwise; others do not know the variable.
  await session.plain('set session information_schema_stats_expiry = 0').catch(() => undefined)
  const sizes = []
  for (const database of databases) {
    const [row] = await session.rows(
      "select count(*) as tables_n, sum(data_length) as bytes_n, sum(table_rows) as rows_n from information_schema.tables where table_schema = ? and table_type <> 'VIEW'",
      [database],
    )
    sizes.push({ database, bytes: toNumber(row?.['bytes_n']), tables: toNumber(row?.['tables_n']), rows: toNumber(row?.['rows_n']) })
  }
  return sizes
}
