import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'

interface OtherSession {
  id: number
  user: string
  host: string
  database: string
  seconds: number
}

/** Sessions of others whose current database is one of these. An account without PROCESS sees only those of its own account. */
export async function readSessions(session: Pick<Session, 'rows'>, databases: string[]): Promise<OtherSession[]> {
  if (databases.length === 0) return []
  const rows = await session.rows(
    `select id, user, host, db, time from information_schema.processlist where id <> connection_id() and db in (${databases.map(() => '?').join(', ')})`,
    databases,
  )
  return rows.map((row) => ({
    id: toNumber(row['id']),
    user: String(row['user']),
    host: String(row['host']),
    database: String(row['db']),
    seconds: toNumber(row['time']),
  }))
}
