import type { ServerStatus } from '../contract/job.ts'
import type { Beats } from './heartbeats.ts'

interface Evidence {
  /** Whether a container of this OMS runs on the node with this address. */
  hostIp: string
  isRunning: boolean
  /** Heartbeats as the OMS that runs now found them; null: it ran before anybody touched it. */
  since: Beats | null
  beats: Beats
}

/**
 * Servers as their driver sees them, without what they cannot be: the MetaDB and a console keep the word Online up to 540 s after the last
 * heartbeat, also while OMS is stopped and before a new one has come to life.
 */
export function livingServers(servers: readonly ServerStatus[], { hostIp, isRunning, since, beats }: Evidence): ServerStatus[] {
  return servers.map((server) => {
    if (!server.isOnline) return server
    if (server.ip === hostIp && !isRunning) return { ...server, isOnline: false, status: `${server.status}, but no OMS container runs` }
    if (since === null) return server
    const isNewer = (beats[server.ip] ?? Number.NEGATIVE_INFINITY) > (since[server.ip] ?? Number.NEGATIVE_INFINITY)
    return isNewer ? server : { ...server, isOnline: false, status: `${server.status}, but no heartbeat since OMS was started` }
  })
}
