import { setTimeout as pause } from 'node:timers/promises'
import { OperatorError } from '../../errors.ts'
import type { ConnectionSource } from './connection-source.ts'
import { isRefusal, type Session } from './session.ts'
import { toNumber } from './to-number.ts'

const KILLED_WITHIN_MS = 5000
const POLL_MS = 50

/** Whether it can be done, as far as the server says no by itself; what breaks off on the way says nothing. */
export async function endsStatements(source: Pick<ConnectionSource, 'use'>): Promise<boolean> {
  return await endAStatement(source).then(
    () => true,
    (error: unknown) => {
      const cause = error instanceof OperatorError ? error.cause : error
      if (cause instanceof NotEnded || isRefusal(cause)) return false
      throw error
    },
  )
}

class NotEnded extends Error {}

/** Ends a statement of its own from another session; throws where that cannot be done. */
export async function endAStatement(source: Pick<ConnectionSource, 'use'>): Promise<void> {
  let id: number | undefined
  const over = new AbortController()
  const asleep = source
    .use(async (session) => {
      const [row] = await session.plain('select connection_id() as id')
      id = toNumber(row?.['id'])
      await session.plain('select sleep(30)')
    }, over.signal)
    .catch(() => undefined)
  const begun = performance.now()
  try {
    await source.use(async (session) => {
      while (id === undefined || !(await isRunning(session, id))) {
        if (performance.now() - begun > KILLED_WITHIN_MS) throw new NotEnded('the list of sessions does not show a running statement')
        await pause(POLL_MS)
      }
      await session.plain(`kill query ${id}`)
      const asked = performance.now()
      while (await isRunning(session, id)) {
        if (performance.now() - asked > KILLED_WITHIN_MS) throw new NotEnded('kill query was accepted, but the statement goes on')
        await pause(POLL_MS)
      }
    })
  } finally {
    // Where it could not be ended its session goes, and it with that or by itself; nothing waits for it.
    over.abort()
    void asleep
  }
}

async function isRunning(session: Session, id: number): Promise<boolean> {
  const rows = await session.rows("select id from information_schema.processlist where id = ? and info like '%sleep(30)%'", [id])
  return rows.length > 0
}
