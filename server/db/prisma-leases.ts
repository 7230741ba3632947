import type { Lease, Leases } from '../engine/journal.ts'
import type { Store } from './open-store.ts'

/** A holder that did not renew for so long is gone; its permit has run out long before (engine/permit.ts). */
const LEASE_MS = 15_000

interface Settings {
  /** Goes on evenly, whatever is done to the machine's clock. */
  elapsedMs?: () => number
  leaseMs?: number
}

interface Watched {
  fence: number
  renewals: number
  sinceMs: number
}

/** Only "somebody has it" means no: a full disk must not read as a lease that another process holds. */
function nullIfTaken(cause: unknown): null {
  if (cause instanceof Error && 'code' in cause && cause.code === 'P2002') return null
  throw cause
}

/**
 * One row an installation; the fence grows with every change of hands, so a process that was frozen cannot write any more. No clock is
 * compared with another machine's: whoever waits sees the renewals stand still for LEASE_MS by its own clock.
 */
export function createLeases(store: Store, { elapsedMs = () => performance.now(), leaseMs = LEASE_MS }: Settings = {}): Leases {
  const watched = new Map<string, Watched>()

  /** True where this process has seen the row unchanged for long enough; the first look only begins to count. */
  function stoodStill(installationId: string, row: { fence: number; renewals: number }, askedAtMs: number): boolean {
    const before = watched.get(installationId)
    if (before !== undefined && before.fence === row.fence && before.renewals === row.renewals) return askedAtMs - before.sinceMs >= leaseMs
    watched.set(installationId, { fence: row.fence, renewals: row.renewals, sinceMs: elapsedMs() })
    return false
  }

  return {
    async take({ installationId, jobId, runId, runNumber }, owner) {
      const askedAtMs = elapsedMs()
      const row = await store.lease.findUnique({ where: { installationId } })
      const lease = { installationId, jobId, runId, runNumber, owner }
      if (row === null) {
        const first = { installationId, runId, owner, fence: 1, renewals: 0 }
        return (await store.lease.createMany({ data: first }).catch(nullIfTaken)) === null ? null : { ...lease, fence: 1 }
      }
      if (row.owner !== null && row.owner !== owner && !stoodStill(installationId, row, askedAtMs)) return null
      const { count } = await store.lease.updateMany({
        where: { installationId, owner: row.owner, fence: row.fence, renewals: row.renewals },
        data: { runId, owner, fence: row.fence + 1 },
      })
      watched.delete(installationId)
      return count === 0 ? null : { ...lease, fence: row.fence + 1 }
    },
    async renew({ installationId, owner, fence }) {
      const { count } = await store.lease.updateMany({ where: { installationId, owner, fence }, data: { renewals: { increment: 1 } } })
      return count === 1
    },
    async release({ installationId, owner, fence }: Lease) {
      // The row stays, so that the fence goes on growing.
      await store.lease.updateMany({ where: { installationId, owner, fence }, data: { owner: null } })
    },
  }
}
