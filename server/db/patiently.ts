import { setTimeout as wait } from 'node:timers/promises'
import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import { isStoreBusy } from './is-store-busy.ts'

const SHORTEST_MS = 5
const LONGEST_MS = 150

/**
 * Does what the store was too busy for again and again, with waits that grow and differ between processes. It waits here and not
 * in SQLite, whose waiting would block the whole process. Throws what `work` throws, and unavailable when the patience is over.
 */
export async function patiently<T>(work: () => Promise<T>, patienceSeconds: number): Promise<T> {
  const begun = performance.now()
  for (let limitMs = SHORTEST_MS; ; limitMs = Math.min(limitMs * 2, LONGEST_MS)) {
    try {
      return await work()
    } catch (cause) {
      if (!isStoreBusy(cause)) throw cause
      const spentSeconds = (performance.now() - begun) / 1000
      if (spentSeconds >= patienceSeconds) throw storeBusy(spentSeconds, cause)
      await wait(limitMs * (0.5 + Math.random() / 2))
    }
  }
}

function storeBusy(seconds: number, cause: unknown): OperatorError {
  return new OperatorError('unavailable', say('errors.storeBusy', { seconds: Math.max(1, Math.round(seconds)) }), {
    hint: say('errors.storeBusyHint'),
    cause,
  })
}
