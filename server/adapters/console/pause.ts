import { setTimeout as wait } from 'node:timers/promises'

/** Resolves after the time or rejects with the signal's own reason, which Node's timer would hide in an AbortError. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, signal && { signal })
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}
