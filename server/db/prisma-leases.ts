import type { Hold, Leases } from '../engine/journal.ts'
import type { Store } from './open-store.ts'

const LEASE_MS = 15_000
/** Further ahead than any clock could have set it: the machine's clock was set back, and nobody waits an hour for that. */
const IMPOSSIBLE_MS = 300_000

/** Only "somebody has it" means no: a full disk must not read as a lease that another process holds. */
function nullIfTaken(cause: unknown): null {
  if (cause instanceof Error && 'code' in cause && cause.code === 'P2002') return null
  throw cause
}

/** One row an installation; the fence grows with every change of hands, so a process that was frozen cannot write any more. */
export function createLeases(store: Store, now: () => Date): Leases {
  return {
    async take({ installationId, jobId, runId }, owner) {
      const at = now()
      const expiresAt = new Date(at.getTime() + LEASE_MS)
      const impossible = new Date(at.getTime() + IMPOSSIBLE_MS)
      const taken = await store.lease.updateMany({
        where: { installationId, OR: [{ expiresAt: { lt: at } }, { expiresAt: { gt: impossible } }, { owner }] },
        data: { runId, owner, expiresAt, fence: { increment: 1 } },
      })
      if (taken.count === 0) {
        const created = await store.lease.createMany({ data: { installationId, runId, owner, expiresAt, fence: 1 } }).catch(nullIfTaken)
        if (created === null) return null
      }
      const lease = await store.lease.findUniqueOrThrow({ where: { installationId } })
      return lease.owner === owner ? { installationId, jobId, runId, owner, fence: lease.fence } : null
    },
    async renew({ installationId, owner, fence }) {
      const expiresAt = new Date(now().getTime() + LEASE_MS)
      const { count } = await store.lease.updateMany({ where: { installationId, owner, fence }, data: { expiresAt } })
      return count === 1
    },
    async release({ installationId, owner, fence }: Hold) {
      // The row stays, so that the fence goes on growing.
      await store.lease.updateMany({ where: { installationId, owner, fence }, data: { expiresAt: new Date(0) } })
    },
  }
}
