/** Work that was told to end and has not. Nothing else may begin on its installation until it has. */
export interface Unfinished {
  add(work: Promise<unknown>): void
  isEmpty(): boolean
  /** Resolves when all of it has ended; rejects with the signal's reason. */
  ended(signal?: AbortSignal): Promise<void>
}

export function createUnfinished(): Unfinished {
  const works = new Set<Promise<void>>()
  const all = async () => {
    while (works.size > 0) await Promise.all(works)
  }
  return {
    add(work) {
      const over = () => void works.delete(ended)
      const ended: Promise<void> = work.then(over, over)
      works.add(ended)
    },
    isEmpty: () => works.size === 0,
    async ended(signal) {
      if (signal === undefined) return await all()
      signal.throwIfAborted()
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
        void all().then(resolve)
      })
    },
  }
}
