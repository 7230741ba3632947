/** Thrown out of a step whose time is over. */
export class DeadlineOver extends Error {
  constructor(readonly seconds: number) {
    super(`not done after ${seconds} s`)
    this.name = 'DeadlineOver'
  }
}

interface Limits {
  seconds: number
  outer: AbortSignal
  /** How long work that was told to end is waited for. */
  graceMs: number
  /** Gets work that has not ended by then. */
  onUnfinished(work: Promise<unknown>): void
}

/**
 * Runs `work` with a signal that aborts at the deadline or with `outer`, and waits until it has ended: what comes next must not meet it.
 * Rejects with the signal's reason even where the work never ends, so that a step which hangs cannot be in progress for ever.
 */
export async function withDeadline<T>(
  { seconds, outer, graceMs, onUnfinished }: Limits,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController()
  const timer = setTimeout(() => own.abort(new DeadlineOver(seconds)), seconds * 1000)
  const signal = AbortSignal.any([outer, own.signal])
  const over = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  const working = work(signal)
  try {
    return await Promise.race([working, over])
  } catch (cause) {
    if (signal.aborted && !(await endsWithin(working, graceMs))) onUnfinished(working)
    throw cause
  } finally {
    clearTimeout(timer)
    // Parts of it that nobody waits for hear that it is over.
    own.abort(new Error('it is over'))
  }
}

async function endsWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  const ended = work.then(
    () => true,
    () => true,
  )
  try {
    return await Promise.race([ended, late])
  } finally {
    clearTimeout(timer)
  }
}
