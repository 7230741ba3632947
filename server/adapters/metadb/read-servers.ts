import type { ServerStatus } from '../../contract/job.ts'
import type { BeatReading } from '../../domain/heartbeats.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { Session } from './session.ts'

/** OMS's own checkHostDownIntervalSec: a server without a heartbeat for so long counts as down. */
const STALE_SECONDS = 540
/** How far a clock may be ahead before its heartbeats count as another zone's. */
const AHEAD_SECONDS = 60

/**
 * What this process saw of heartbeats before. A value that grows is a sign of life whatever zone it was written in; a value that only
 * looks fresh may be hours old in another one.
 */
export class BeatMemory {
  readonly #last = new Map<string, { value: number; grewAt: number | null }>()

  /** Seconds since this heartbeat was last seen to grow; null where nobody has seen it. */
  secondsSinceGrowth(key: string, value: number): number | null {
    const now = performance.now()
    const last = this.#last.get(key)
    // A value that went back was restored or made by hand: what was seen before says nothing of it.
    const grewAt = last === undefined || value < last.value ? null : value > last.value ? now : last.grewAt
    this.#last.set(key, { value, grewAt })
    return grewAt === null ? null : (now - grewAt) / 1000
  }
}

/** Servers as cm knows them; Online only with a living heartbeat of the supervisor, because host_status keeps its word when all are dead. */
export async function readServers(
  session: Session,
  { cm, heartbeats, address }: { cm: string; heartbeats: string[]; address: string },
  memory: BeatMemory,
): Promise<ServerStatus[]> {
  const name = quoteIdentifier(cm)
  const hosts = await session.plain(
    `select h.*, g.name as group_name from ${name}.host h left join ${name}.resource_group g on g.id = h.resource_group_id`,
  )
  const { now, beats } = await readBeats(session, heartbeats)
  return hosts
    .map((host) => {
      const ip = String(host['ip'])
      const word = String(host['host_status'])
      const value = beats[ip]
      const growth = value === undefined ? null : memory.secondsSinceGrowth(JSON.stringify([address, heartbeats, ip]), value)
      const why = value === undefined ? 'no heartbeat' : notAlive(Math.round((now - value) / 1000), growth)
      const region = host['region'] ?? host['group_name'] ?? null
      return {
        ip,
        region: region === null ? null : String(region),
        status: why === null ? word : `${word}, ${why}`,
        isOnline: why === null && word.trim().toUpperCase() === 'ONLINE',
      }
    })
    .sort((a, b) => (a.ip < b.ip ? -1 : a.ip > b.ip ? 1 : 0))
}

/** Why a heartbeat is no sign of life, in words beside OMS's own; null where it is one. */
function notAlive(age: number, growth: number | null): string | null {
  if (growth !== null && growth <= STALE_SECONDS) return null
  if (age < -AHEAD_SECONDS) return `last heartbeat ${-age} s ahead of the MetaDB's clock`
  return age <= STALE_SECONDS ? null : `last heartbeat ${age} s ago`
}

/** The newest heartbeat of each supervisor and the server's clock, both in the session's zone. */
export async function readBeats(session: Session, databases: string[]): Promise<BeatReading> {
  const beats: BeatReading['beats'] = {}
  let now = 0
  for (const database of databases) {
    // unix_timestamp of a TIMESTAMP is exact whatever the zone; max() of the column itself would lose that.
    const rows = await session.rows(
      `select b.host_ip as ip, max(unix_timestamp(b.gmt_modified)) as beat, unix_timestamp(now(3)) as epoch
       from (select 1 as one) as always left join ${quoteIdentifier(database)}.heart_beat b on b.task_name = ? group by b.host_ip`,
      ['supervisor'],
    )
    for (const row of rows) {
      now = Math.round(Number(row['epoch']) * 1000)
      if (row['ip'] === null || row['beat'] === null) continue
      const ip = String(row['ip'])
      beats[ip] = Math.max(Math.round(Number(row['beat']) * 1000), beats[ip] ?? Number.NEGATIVE_INFINITY)
    }
  }
  return { now, beats }
}
