import type { Session } from './session.ts'

// A session that holds a table must not keep the rollback waiting for an hour.
const LOCK_WAIT_SECONDS = 60
const UNKNOWN_VARIABLE = 1193

export async function limitLockWait(session: Session): Promise<void> {
  await session.plain(`set session lock_wait_timeout = ${LOCK_WAIT_SECONDS}`).catch((error: { errno?: number }) => {
    if (error.errno !== UNKNOWN_VARIABLE) throw error
  })
}
