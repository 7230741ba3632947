import { isStoreBusy } from '../db/is-store-busy.ts'
import type { Store } from '../db/open-store.ts'

/** The runner looks every two seconds; a busy machine or a slow store may stretch that. */
const RUNNER_SECONDS = 30

/**
 * Gives the function that says what keeps this process from doing its work, in words without anything of the installations: whoever asks
 * is not signed in.
 */
export function createHealth(store: Store, secondsSinceLook: () => number | null): () => Promise<string[]> {
  let isMigrated = false

  /** Every column that this version asks for is there. A store that once was stays so: nobody replaces it under a running panel. */
  async function requireSchema(): Promise<void> {
    if (isMigrated) return
    await Promise.all(Object.values(store).flatMap((model: unknown) => (isModel(model) ? [model.findFirst()] : [])))
    isMigrated = true
  }

  return async () => {
    const seconds = secondsSinceLook()
    const runner =
      seconds === null
        ? ['The runner has not started.']
        : seconds > RUNNER_SECONDS
          ? [`The runner has not looked for runs for ${Math.round(seconds)} s.`]
          : []
    const trouble = async (words: string, work: () => Promise<unknown>) => {
      try {
        await work()
        return []
      } catch (cause) {
        // A store that somebody else writes to at this moment is a healthy one.
        return isStoreBusy(cause) ? [] : [words]
      }
    }
    const unreadable = await trouble('The store cannot be read.', () => store.$queryRaw`SELECT 1 FROM "StoreKey" LIMIT 1`)
    if (unreadable.length > 0) return [...unreadable, ...runner]
    return [
      ...(await trouble('The store has not been migrated to this version of the panel.', requireSchema)),
      // Takes the lock for writing and is refused by a store that is read-only; changes no row.
      ...(await trouble('The store cannot be written.', () => store.$executeRaw`UPDATE "Installation" SET "name" = "name" WHERE 0`)),
      ...runner,
    ]
  }
}

function isModel(value: unknown): value is { findFirst(): Promise<unknown> } {
  return typeof value === 'object' && value !== null && 'findFirst' in value && typeof value.findFirst === 'function'
}
