import type { Store, Transaction } from './open-store.ts'
import { patiently } from './patiently.ts'

/** How long a person is kept waiting for their turn. */
const PATIENCE_SECONDS = 5

/**
 * One transaction, tried again from its beginning as long as other processes are in its way; so `work` changes only the store.
 * The one who comes second is judged by what the first one did. Codes: those of `work`, unavailable.
 */
export async function transact<T>(
  store: Store,
  work: (tx: Transaction) => Promise<T>,
  { patienceSeconds = PATIENCE_SECONDS }: { patienceSeconds?: number } = {},
): Promise<T> {
  return await patiently(() => store.$transaction(work), patienceSeconds)
}
