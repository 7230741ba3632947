import { setTimeout as wait } from 'node:timers/promises'
import { OperatorError } from '../errors.ts'

/** Longer than looking at a password takes, so that the time of an answer does not tell what was looked at. */
const FIRST_MS = 500
const LONGEST_MS = 4_000

/** Does what a person tries to prove themselves with; every wrong try is answered later than the one before, on a beat that is fixed beforehand. */
export async function slowDown<T>(tries: number, attempt: () => Promise<T>): Promise<T> {
  const start = performance.now()
  try {
    return await attempt()
  } catch (cause) {
    const beat = Math.min(FIRST_MS * 2 ** (tries - 1), LONGEST_MS)
    if (cause instanceof OperatorError) await wait(beat - ((performance.now() - start) % beat))
    throw cause
  }
}
