import { restoreFence } from '../../domain/restore-fence.ts'
import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'

// No such function, not supported: OceanBase before V4 has no user locks.
const NO_USER_LOCKS = new Set([1064, 1235, 1305])

/** Number of the session that restores this database now; null: nobody does; `unsupported` where the server has no user locks. */
export async function readRestoreFence(session: Pick<Session, 'plain'>, database: string): Promise<number | null | 'unsupported'> {
  try {
    const [row] = await session.plain(`select is_used_lock('${restoreFence(database).lock}') as holder`)
    const holder = row?.['holder'] ?? null
    return holder === null ? null : toNumber(holder)
  } catch (error) {
    if (NO_USER_LOCKS.has((error as { errno?: number }).errno ?? 0)) return 'unsupported'
    throw error
  }
}
