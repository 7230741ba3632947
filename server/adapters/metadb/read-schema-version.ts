import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { missingTable } from './missing-table.ts'
import type { Session } from './session.ts'

/** Newest row of oms_version; `unknown` where OMS did not make the table yet or left it empty. */
export async function readSchemaVersion(session: Session, rmDatabase: string): Promise<string | 'unknown'> {
  const sql = `select version from ${quoteIdentifier(rmDatabase)}.oms_version order by gmt_modified desc limit 1`
  const rows = await session.plain(sql).catch(missingTable(session, rmDatabase))
  return rows.length === 0 ? 'unknown' : String(rows[0]?.['version'])
}
