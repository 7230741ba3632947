import { type Said, say } from '../../contract/said.ts'
import type { MetaDbReader } from '../ports/metadb.ts'

/** Tables whose number of rows is not the one that was proven, by database and table. */
export async function countsDiffer(
  metaDb: Pick<MetaDbReader, 'rowCounts'>,
  proven: Record<string, Record<string, number>>,
  signal?: AbortSignal,
): Promise<Said[]> {
  const tables = Object.entries(proven).flatMap(([database, rows]) => Object.keys(rows).map((table) => ({ database, table })))
  const found = await metaDb.rowCounts(tables, signal)
  return found.flatMap(({ database, table, rows: after }): Said[] => {
    const before = proven[database]?.[table]
    if (before === undefined || before === after) return []
    const name = `${database}.${table}`
    return [
      after === null ? say('proofs.differs.tableMissing', { table: name }) : say('proofs.differs.rows', { table: name, before, after }),
    ]
  })
}
