import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { Inventory } from '../../procedure/ports/metadb.ts'
import { databaseMissing } from './missing-table.ts'
import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'

/** Everything that a database holds, rows counted and summed in one snapshot. */
export async function readInventory(session: Session, database: string): Promise<Inventory> {
  await session.allowLongStatements()
  const schemata = await session.rows(
    'select schema_name as name, default_character_set_name as charset, default_collation_name as collation_name from information_schema.schemata where schema_name = ?',
    [database],
  )
  const schema = schemata.find((row) => sameName(row['name'], database))
  if (!schema) throw databaseMissing(database)
  return {
    database,
    characterSet: String(schema['charset']),
    collation: String(schema['collation_name']),
    tables: await countTables(session, database),
    views: await named(session, database, 'table_name', 'views', 'table_schema'),
    triggers: await named(session, database, 'trigger_name', 'triggers', 'trigger_schema'),
    routines: await readRoutines(session, database),
    events: await named(session, database, 'event_name', 'events', 'event_schema'),
  }
}

async function countTables(session: Session, database: string): Promise<Inventory['tables']> {
  const rows = await session.rows(
    "select table_schema as db, table_name as name from information_schema.tables where table_schema = ? and table_type in ('BASE TABLE', 'SYSTEM VERSIONED')",
    [database],
  )
  await session.plain('start transaction with consistent snapshot')
  const tables: Inventory['tables'] = []
  for (const row of rows.filter(({ db }) => sameName(db, database))) {
    const name = String(row['name'])
    const table = `${quoteIdentifier(database)}.${quoteIdentifier(name)}`
    const [count] = await session.plain(`select count(*) as n from ${table}`)
    tables.push({ name, rows: toNumber(count?.['n']), checksum: await readChecksum(session, table) })
  }
  await session.plain('commit')
  return tables.sort(byName)
}

/** Null where the server refuses (OceanBase has no such statement); a broken connection is still an error. */
async function readChecksum(session: Session, table: string): Promise<string | null> {
  try {
    const [row] = await session.plain(`checksum table ${table}`)
    return row?.['checksum'] == null ? null : String(row['checksum'])
  } catch (error) {
    const { errno, fatal } = error as { errno?: number; fatal?: boolean }
    if (errno === undefined || errno < 1 || fatal === true) throw error
    return null
  }
}

async function named(
  session: Session,
  database: string,
  column: string,
  view: string,
  schema: string,
): Promise<{ name: string; definer: string }[]> {
  const rows = await optional(
    session.rows(`select ${schema} as db, ${column} as name, definer as definer from information_schema.${view} where ${schema} = ?`, [
      database,
    ]),
  )
  return rows
    .filter(({ db }) => sameName(db, database))
    .map((row) => ({ name: String(row['name']), definer: String(row['definer']) }))
    .sort(byName)
}

async function readRoutines(session: Session, database: string): Promise<Inventory['routines']> {
  const rows = await optional(
    session.rows(
      "select routine_schema as db, routine_name as name, routine_type as kind, definer as definer from information_schema.routines where routine_schema = ? and routine_type in ('PROCEDURE', 'FUNCTION')",
      [database],
    ),
  )
  return rows
    .filter(({ db }) => sameName(db, database))
    .map((row) => ({
      name: String(row['name']),
      kind: row['kind'] === 'FUNCTION' ? ('FUNCTION' as const) : ('PROCEDURE' as const),
      definer: String(row['definer']),
    }))
    .sort((a, b) => byName(a, b) || byName({ name: a.kind }, { name: b.kind }))
}

/** Older OceanBase has no events and routines: no such table (1109, 1146) means none, every other error is one. */
async function optional<T>(rows: Promise<T[]>): Promise<T[]> {
  return rows.catch((error: { errno?: number }) => {
    if (error.errno === 1109 || error.errno === 1146) return []
    throw error
  })
}

// information_schema compares names without case on some servers; with lower_case_table_names the server lowers them itself.
function sameName(seen: unknown, wanted: string): boolean {
  return seen === wanted || seen === wanted.toLowerCase()
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
