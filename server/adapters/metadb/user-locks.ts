import { setTimeout as pause } from 'node:timers/promises'
import type { MetaDbCapabilities } from '../../contract/metadb-capabilities.ts'
import { restoreFence } from '../../domain/restore-fence.ts'
import { isRefusal, type Session } from './session.ts'

interface Source {
  use<T>(work: (session: Pick<Session, 'plain'>) => Promise<T>): Promise<T>
}

const LOCK_IS_HELD = 1231
const FREE_WITHIN_MS = 1000
const POLL_MS = 50

/**
 * The very statement with which a restore begins, on a name of its own: taken by one session it must fail in another, and be free again
 * when the first one is gone. The name is always the same, so that a server that never frees a lock keeps one, however often it is tried.
 */
export async function userLocks(source: Source): Promise<MetaDbCapabilities['userLocks']> {
  const { take } = restoreFence('a name that no database has, to try the lock')
  const first = await source.use(async (holder) => {
    const refusal = await refusalOf(holder, take)
    if (refusal !== null) return refusal === LOCK_IS_HELD ? 'left' : 'none'
    return await source.use(async (other) => ((await refusalOf(other, take)) === LOCK_IS_HELD ? 'held' : 'none'))
  })
  if (first === 'none') return 'none'
  for (const begun = performance.now(); ; await pause(POLL_MS)) {
    if ((await source.use((session) => refusalOf(session, take))) === null) return 'end'
    if (performance.now() - begun > FREE_WITHIN_MS) return 'stay'
  }
}

async function refusalOf(session: Pick<Session, 'plain'>, sql: string): Promise<number | null> {
  try {
    await session.plain(sql)
    return null
  } catch (error) {
    if (!isRefusal(error)) throw error
    return (error as { errno: number }).errno
  }
}
