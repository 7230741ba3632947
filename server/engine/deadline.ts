/** Thrown out of a step whose time is over. */
export class DeadlineOver extends Error {
  constructor(readonly seconds: number) {
    super(`not done after ${seconds} s`)
    this.name = 'DeadlineOver'
  }
}

/**
 * Runs `work` with a signal that aborts at the deadline or with `outer`. Rejects then even if `work` does not listen, so that a
 * step which hangs in the outside world cannot be in progress for ever.
 */
export async function withDeadline<T>(seconds: number, outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const own = new AbortController()
  const timer = setTimeout(() => own.abort(new DeadlineOver(seconds)), seconds * 1000)
  const signal = AbortSignal.any([outer, own.signal])
  const over = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  try {
    return await Promise.race([work(signal), over])
  } finally {
    clearTimeout(timer)
  }
}
