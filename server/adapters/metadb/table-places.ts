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
