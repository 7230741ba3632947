import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'

/** Those of the names that the server has, in the order and spelling in which they were asked. */
export async function existingDatabases(session: Session, databases: string[]): Promise<string[]> {
  if (databases.length === 0) return []
  const isFolded = await ignoresCase(session)
  const spelling = (name: string): string => (isFolded ? name.toLowerCase() : name)
  const rows = await session.rows(
    `select schema_name as name from information_schema.schemata where schema_name in (${databases.map(() => '?').join(', ')})`,
    databases,
  )
  const present = new Set(rows.map((row) => spelling(String(row['name']))))
  return databases.filter((name) => present.has(spelling(name)))
}

/** Whether the server takes two spellings for one name; it may store names, also those in grants, in small letters then. */
export async function ignoresCase(session: Pick<Session, 'plain'>): Promise<boolean> {
  const [setting] = await session.plain('select @@lower_case_table_names as lowers')
  return toNumber(setting?.['lowers']) !== 0
}
