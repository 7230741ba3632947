import type { OtherSession } from '../../procedure/ports/metadb.ts'
import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'

const LIST = 'select id, user, host, db, time from information_schema.processlist where id <> connection_id()'

/** Sessions of others whose current database is one of these. An account without PROCESS sees only those of its own account. */
export async function readSessions(session: Pick<Session, 'rows'>, databases: string[]): Promise<OtherSession[]> {
  if (databases.length === 0) return []
  return (await session.rows(`${LIST} and db in (${databases.map(() => '?').join(', ')})`, databases)).map(toSession)
}

/** Sessions of the account that asks, which is OMS's own, without a current database: they may use any by its full name. */
export async function readSessionsWithoutDatabase(session: Pick<Session, 'rows' | 'dialect'>): Promise<OtherSession[]> {
  const own = 'select user from information_schema.processlist where id = connection_id()'
  return (await session.rows(`${LIST} and ${session.dialect.isWithoutDatabase} and user = (${own})`)).map(toSession)
}

function toSession(row: Record<string, unknown>): OtherSession {
  return {
    id: toNumber(row['id']),
    user: String(row['user']),
    host: String(row['host']),
    database: row['db'] == null || row['db'] === 'NULL' ? '-' : String(row['db']),
    seconds: toNumber(row['time']),
  }
}
