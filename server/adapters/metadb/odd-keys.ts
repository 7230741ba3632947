import type { OddKeys } from '../../procedure/ports/metadb.ts'
import { isRefusal, type Row, type Session } from './session.ts'

// MariaDB's name and MySQL's, for what InnoDB itself knows: needs PROCESS, and no right on the tables.
const DICTIONARIES = ['innodb_sys_foreign', 'innodb_foreign']

const marks = (names: readonly string[]): string => names.map(() => '?').join(', ')

/** Keys that a rename would tear apart or bind to the wrong table, as far as the account can see them. */
export async function oddKeys(session: Session, databases: readonly string[]): Promise<OddKeys> {
  if (databases.length === 0) return { crossing: [], dangling: [] }
  const listed = await session.rows(
    `select concat(table_schema, '.', table_name) as child, concat(referenced_table_schema, '.', referenced_table_name) as parent
     from information_schema.key_column_usage
     where referenced_table_schema is not null and referenced_table_schema <> table_schema
       and (table_schema in (${marks(databases)}) or referenced_table_schema in (${marks(databases)}))`,
    [...databases, ...databases],
  )
  const dangling = await session.rows(
    `select concat(k.table_schema, '.', k.table_name) as child, concat(k.referenced_table_schema, '.', k.referenced_table_name) as parent
     from information_schema.key_column_usage k
     left join information_schema.tables t on t.table_schema = k.referenced_table_schema and t.table_name = k.referenced_table_name
     where k.referenced_table_schema = k.table_schema and k.table_schema in (${marks(databases)}) and t.table_name is null`,
    [...databases],
  )
  const words = (rows: Pair[]): string[] => [...new Set(rows.map(({ child, parent }) => `${child} → ${parent}`))].sort()
  return { crossing: words([...listed.map(pair), ...(await hidden(session, databases))]), dangling: words(dangling.map(pair)) }
}

interface Pair {
  child: string
  parent: string
}

const pair = (row: Row): Pair => ({ child: String(row['child']), parent: String(row['parent']) })

/** `database.table`, out of the spelling of file names: `my@002ddb/t`. */
function decoded(name: string): string {
  const plain = (part: string) => part.replaceAll(/@([0-9a-f]{4})/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
  return name.split('/').map(plain).join('.')
}

/** Of tables that the account may not see. */
async function hidden(session: Session, databases: readonly string[]): Promise<Pair[]> {
  const isOurs = (name: string) => databases.some((database) => name.startsWith(`${database}.`))
  for (const dictionary of DICTIONARIES) {
    try {
      const rows = await session.rows(
        `select for_name as child, ref_name as parent from information_schema.${dictionary}
         where substring_index(for_name, '/', 1) <> substring_index(ref_name, '/', 1)`,
      )
      return rows
        .map(pair)
        .map(({ child, parent }) => ({ child: decoded(child), parent: decoded(parent) }))
        .filter(({ child, parent }) => isOurs(child) || isOurs(parent))
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
  }
  return []
}
