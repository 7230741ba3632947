import { setTimeout as wait } from 'node:timers/promises'
import { OperatorError } from '../errors.ts'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 4_000

/** Does what a person tries to prove themselves with; every wrong try is answered later than the one before. */
export async function slowDown<T>(tries: number, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (cause) {
    if (cause instanceof OperatorError) await wait(Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS))
    throw cause
  }
}
