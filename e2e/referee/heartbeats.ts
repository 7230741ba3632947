import { ask, identifier } from './ask.ts'
import type { Login } from './login.ts'

const WAIT_MS = 500

/** The number of the newest heartbeat. */
async function newest(login: Login, database: string): Promise<number> {
  const [row] = await ask(login, `select coalesce(max(id), 0) from ${identifier(database)}.heatbeat_sequence`)
  return Number(row?.[0])
}

/** Whether heartbeats come while somebody watches. No time is looked at: those in the rows may be of any zone, and old. */
export async function isBeating(login: Login, database: string, seconds: number): Promise<boolean> {
  const first = await newest(login, database)
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, WAIT_MS))) {
    const now = await newest(login, database)
    if (now > first) return true
  }
  return false
}
