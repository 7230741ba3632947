import { ask, identifier, literal } from './ask.ts'
import type { Login } from './login.ts'

const WAIT_MS = 500

/** The newest heartbeat of this host, as the server has it; null where there is none. */
async function newest(login: Login, database: string, hostIp: string): Promise<string | null> {
  const [row] = await ask(login, `select max(gmt_modified) from ${identifier(database)}.heart_beat where host_ip = ${literal(hostIp)}`)
  return row?.[0] === undefined || row[0] === 'NULL' ? null : row[0]
}

/** Whether heartbeats come while somebody watches. Nobody's clock is asked, so a dead supervisor's last one proves nothing. */
export async function isBeating(login: Login, database: string, hostIp: string, seconds: number): Promise<boolean> {
  const first = await newest(login, database, hostIp)
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, WAIT_MS))) {
    const now = await newest(login, database, hostIp)
    if (now !== null && now !== first) return true
  }
  return false
}
