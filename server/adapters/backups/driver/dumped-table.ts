import { withoutTexts } from '../../../domain/databases/definition-words.ts'
import { quoteIdentifier } from '../../../domain/quote-identifier.ts'
import type { Session } from '../../metadb/session.ts'
import { type DumpedColumn, dumpedColumn } from './literals.ts'

export interface DumpedTable {
  name: string
  /** As the server prints it. */
  definition: string
  /** Without generated columns: no server takes values for them. */
  columns: DumpedColumn[]
  /** Place among the columns of the single integer of the primary key, by which rows are read page by page. */
  key: number | null
}

/** By the catalogue alone, in the current database. */
export async function dumpedTable(session: Session, name: string): Promise<DumpedTable> {
  const table = quoteIdentifier(name)
  const [created] = await session.plain(`show create table ${table}`)
  const rows = await session.plain(`show full columns from ${table}`)
  const own = rows.filter((row) => !isGenerated(String(row['extra'])))
  const primary = rows.filter((row) => row['key'] === 'PRI')
  const isPaged = primary.length === 1 && /^(tiny|small|medium|big)?int/i.test(String(primary[0]?.['type']))
  const key = isPaged && primary[0] !== undefined ? own.indexOf(primary[0]) : -1
  return {
    name,
    definition: String(created?.['create table']),
    columns: own.map((row) =>
      dumpedColumn({
        name: String(row['field']),
        type: String(row['type']),
        collation: row['collation'] == null ? null : String(row['collation']),
      }),
    ),
    key: key < 0 ? null : key,
  }
}

/** Not `DEFAULT_GENERATED`, which MySQL says of a default that is an expression. */
function isGenerated(extra: string): boolean {
  return /\b(VIRTUAL|STORED|PERSISTENT)\b/i.test(extra)
}

/** Tables that others refer to come first: not every server creates a key to a table that is missing, whatever the session says. */
export function parentsFirst(tables: readonly DumpedTable[]): DumpedTable[] {
  const byName = new Map(tables.map((table) => [table.name.toLowerCase(), table]))
  const placed = new Set<DumpedTable>()
  // A circle of keys ends where it began.
  const visiting = new Set<DumpedTable>()
  const place = (table: DumpedTable): void => {
    if (placed.has(table) || visiting.has(table)) return
    visiting.add(table)
    for (const parent of parentsOf(table)) {
      const found = byName.get(parent.toLowerCase())
      if (found !== undefined) place(found)
    }
    placed.add(table)
  }
  for (const table of tables) place(table)
  return [...placed]
}

function parentsOf({ definition }: DumpedTable): string[] {
  return [...withoutTexts(definition).matchAll(/\bREFERENCES `((?:[^`]|``)+)` /g)].map(([, name = '']) => name.replaceAll('``', '`'))
}
