import type { ServerStatus } from '../../contract/job.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'

// OMS's own checkHostDownIntervalSec: a server without a heartbeat for so long counts as down.
const STALE_SECONDS = 540

/** Servers as cm knows them; Online only with a fresh heartbeat of the supervisor, because host_status keeps its word when all are dead. */
export async function readServers(session: Session, cmDatabase: string, heartbeatDatabases: string[]): Promise<ServerStatus[]> {
  const cm = quoteIdentifier(cmDatabase)
  const hosts = await session.plain(
    `select h.*, g.name as group_name from ${cm}.host h left join ${cm}.resource_group g on g.id = h.resource_group_id`,
  )
  const ages = await heartbeatAges(session, heartbeatDatabases)
  return hosts
    .map((host) => {
      const ip = String(host['ip'])
      const word = String(host['host_status'])
      const age = ages.get(ip)
      const isFresh = age !== undefined && age <= STALE_SECONDS
      const region = host['region'] ?? host['group_name'] ?? null
      return {
        ip,
        region: region === null ? null : String(region),
        status: isFresh ? word : `${word}, ${age === undefined ? 'no heartbeat' : `last heartbeat ${age} s ago`}`,
        isOnline: isFresh && word.trim().toUpperCase() === 'ONLINE',
      }
    })
    .sort((a, b) => (a.ip < b.ip ? -1 : a.ip > b.ip ? 1 : 0))
}

/** Seconds since the newest heartbeat of each host by the server's own clock. */
async function heartbeatAges(session: Session, databases: string[]): Promise<Map<string, number>> {
  const ages = new Map<string, number>()
  for (const database of databases) {
    // A row from the future is as far from alive as one from the past: it means another time zone or a wrong clock.
    const rows = await session.rows(
      `select host_ip as ip, min(abs(timestampdiff(second, gmt_modified, now()))) as age from ${quoteIdentifier(database)}.heart_beat where task_name = ? group by host_ip`,
      ['supervisor'],
    )
    for (const row of rows) {
      const ip = String(row['ip'])
      ages.set(ip, Math.min(toNumber(row['age']), ages.get(ip) ?? Number.POSITIVE_INFINITY))
    }
  }
  return ages
}
