import { setTimeout as pause } from 'node:timers/promises'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import { readRestoreFence } from './read-restore-fence.ts'
import { readSessions } from './read-sessions.ts'
import type { Session } from './session.ts'

const GONE_WITHIN_SECONDS = 60
const POLL_MS = 50
const NO_SUCH_SESSION = 1094

type Statements = Pick<Session, 'plain' | 'rows'>

/** Ends the sessions that still restore this database and waits until the server has rolled them back. Returns how many there were. */
export async function breakRestoreFence(session: Statements, database: string, withinSeconds = GONE_WITHIN_SECONDS): Promise<number> {
  const ended = new Set<number>()
  const gone = new Set<number>()
  const deadline = performance.now() + withinSeconds * 1000
  for (;;) {
    const holders = (await restoringSessions(session, database, gone)).filter((holder) => !gone.has(holder))
    if (holders.length === 0) return ended.size
    for (const id of holders.filter((holder) => !ended.has(holder))) {
      await session.plain(`kill connection ${id}`).then(
        () => ended.add(id),
        async (error: { errno?: number }) => {
          // Another process of OBProxy answers so of a session that it does not lead to, and which goes on.
          if (error.errno !== NO_SUCH_SESSION || (await isListed(session, id))) throw error
          // OceanBase's engine does not free the locks of a session that ended: then the lock says nothing.
          gone.add(id)
        },
      )
    }
    if (performance.now() > deadline) {
      throw new OperatorError('timeout', say('metadb.fenceHeld', { database, seconds: withinSeconds }), { hint: say('metadb.checkServer') })
    }
    await pause(POLL_MS)
  }
}

async function isListed(session: Statements, id: number): Promise<boolean> {
  return (await session.plain(`select id from information_schema.processlist where id = ${id}`)).length > 0
}

/** Without user locks that tell, whoever of the panel's own account has this database open: no OMS runs when a database is about to be dropped. */
async function restoringSessions(session: Statements, database: string, gone: ReadonlySet<number>): Promise<number[]> {
  const holder = await readRestoreFence(session, database)
  if (holder === null) return []
  if (holder !== 'unsupported' && !gone.has(holder)) return [holder]
  const [own] = await session.plain('select user from information_schema.processlist where id = connection_id()')
  const others = await readSessions(session, [database])
  return others.filter(({ user }) => user === own?.['user']).map(({ id }) => id)
}
