import type { LogStream } from '../contract/job.ts'
import type { Attempt, Journal, Lease, Line } from './journal.ts'

const FLUSH_MS = 100
const LONGEST_LINE = 16_384

export interface LogWriter {
  line(attempt: Pick<Attempt, 'stepId' | 'number'>, text: string, stream?: LogStream): void
  /** Resolves when every line given so far is in the journal. */
  flush(): Promise<void>
}

/** Gathers lines for a moment and writes them in order, one insert a batch; a failed write surfaces at the next flush. */
export function createLogWriter(journal: Journal, lease: Lease, now: () => Date, redact: (text: string) => string): LogWriter {
  let waiting: Line[] = []
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()

  function write(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const batch = waiting
    waiting = []
    if (batch.length > 0) writing = writing.then(() => journal.append(lease, batch))
    return writing
  }

  return {
    line({ stepId, number }, text, stream = 'panel') {
      for (const part of redact(text).split('\n')) {
        waiting.push({
          at: now(),
          stepId,
          attempt: number,
          stream,
          text: part.length > LONGEST_LINE ? `${part.slice(0, LONGEST_LINE)} …` : part,
        })
      }
      // The rejection is kept in `writing` and thrown by the next flush.
      timer ??= setTimeout(() => void write().catch(() => {}), FLUSH_MS)
    },
    flush: write,
  }
}
