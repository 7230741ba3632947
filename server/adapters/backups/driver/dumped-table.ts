import { say } from '../../../contract/said.ts'
import { QUOTED, withoutTexts } from '../../../domain/databases/definition-words.ts'
import { quoteIdentifier } from '../../../domain/quote-identifier.ts'
import { OperatorError } from '../../../errors.ts'
import type { Session } from '../../metadb/session.ts'
import { SqlLexer } from '../sql-lexer.ts'
import { type DumpedColumn, dumpedColumn } from './literals.ts'

export interface DumpedTable {
  name: string
  /** As the server prints it, but keys to tables beside it name no database: in a copy they belong to the copy. */
  definition: string
  /** Without generated columns: no server takes values for them. */
  columns: DumpedColumn[]
  /** Place among the columns of the single integer of the primary key, by which rows are read page by page. */
  key: number | null
}

/** By the catalogue alone, in the current database. */
export async function dumpedTable(session: Session, database: string, name: string): Promise<DumpedTable> {
  const table = quoteIdentifier(name)
  const [created] = await session.plain(`show create table ${table}`)
  const definition = withoutDatabase(String(created?.['create table']), database)
  if (!isOneStatement(definition)) throw new OperatorError('refused', say('backups.definitionBroken', { table: name }), { raw: definition })
  const rows = await session.plain(`show full columns from ${table}`)
  const own = rows.filter((row) => !isGenerated(String(row['extra'])))
  const primary = rows.filter((row) => row['key'] === 'PRI')
  const isPaged = primary.length === 1 && /^(tiny|small|medium|big)?int/i.test(String(primary[0]?.['type']))
  const key = isPaged && primary[0] !== undefined ? own.indexOf(primary[0]) : -1
  return {
    name,
    definition,
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

/** OceanBase names the own database in foreign keys. Texts and names that say the same stay as they are. */
function withoutDatabase(definition: string, database: string): string {
  const own = quoteIdentifier(database).toLowerCase()
  return definition.replaceAll(new RegExp(`(\\bREFERENCES )(\`(?:[^\`]|\`\`)+\`)\\.(?=\`)|${QUOTED.source}`, 'gs'), (match, words, name) =>
    words !== undefined && String(name).toLowerCase() === own ? String(words) : match,
  )
}

/** OceanBase does not escape a quote in the values of an ENUM: what it prints then is not what it takes. */
function isOneStatement(definition: string): boolean {
  const statement = Buffer.from(`${definition};`)
  const lexer = new SqlLexer()
  lexer.begin()
  return lexer.skipStatement(statement, 0) === statement.length && lexer.isDone
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
  return [...withoutTexts(definition).matchAll(/\bREFERENCES `((?:[^`]|``)+)`\s*\(/g)].map(([, name = '']) => name.replaceAll('``', '`'))
}
