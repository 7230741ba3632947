import { type Lease, LeaseLost } from '../engine/journal.ts'
import type { Store, Transaction } from './open-store.ts'
import { transact } from './transact.ts'

/** Nobody waits for a runner, and a step must not fail because the store is busy; a lease that is lost meanwhile is noticed. */
const PATIENCE_SECONDS = 30

/** Writes of a runner: refused with LeaseLost when the lease has another fence by now. */
export async function fenced<T>(store: Store, lease: Lease, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const workOfHolder = async (tx: Transaction) => {
    // An update and not a read: it takes the write lock first, so nobody can change hands in between.
    const { count } = await tx.lease.updateMany({
      where: { installationId: lease.installationId, owner: lease.owner, fence: lease.fence },
      data: { runId: lease.runId },
    })
    if (count === 0) throw new LeaseLost()
    return await work(tx)
  }
  return await transact(store, workOfHolder, { patienceSeconds: PATIENCE_SECONDS })
}
