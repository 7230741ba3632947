import type { Session } from './session.ts'

/** Names of the tables in each database, views left out; a database that does not exist has none. From the catalogue alone. */
export async function tablePlaces(session: Session, databases: readonly string[]): Promise<Map<string, string[]>> {
  // MySQL 8 answers from a cache of a day unless told otherwise; others do not know the variable.
  await session.plain('set session information_schema_stats_expiry = 0').catch(() => undefined)
  const places = new Map<string, string[]>()
  for (const database of databases) {
    const rows = await session.rows(
      "select table_name as name from information_schema.tables where table_schema = ? and table_type not in ('VIEW', 'SYSTEM VIEW', 'TEMPORARY') order by table_name",
      [database],
    )
    places.set(
      database,
      rows.map((row) => String(row['name'])),
    )
  }
  return places
}

/** Foreign keys that lead from one database into another: a rename would drag them along to the wrong side. */
export async function crossingKeys(session: Session, databases: readonly string[]): Promise<string[]> {
  if (databases.length === 0) return []
  const rows = await session.rows(
    `select table_schema as db, table_name as name, referenced_table_schema as other_db, referenced_table_name as other
     from information_schema.key_column_usage
     where referenced_table_schema is not null and referenced_table_schema <> table_schema
       and (table_schema in (${databases.map(() => '?').join(', ')}) or referenced_table_schema in (${databases.map(() => '?').join(', ')}))`,
    [...databases, ...databases],
  )
  return [...new Set(rows.map((row) => `${row['db']}.${row['name']} → ${row['other_db']}.${row['other']}`))]
}
