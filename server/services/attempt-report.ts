import type { Progress } from '../contract/job.ts'
import type { Attempt, Journal, Lease } from '../engine/journal.ts'
import type { LogWriter } from '../engine/log-writer.ts'
import type { Report } from '../procedure/ports/report.ts'

const BETWEEN_NOTES_MS = 300

interface Target {
  attempt: Attempt
  lease: Lease
  journal: Journal
  log: LogWriter
}

/** What a step says on its way: lines to the log, progress to its row, at most a few times a second and the newest always. */
export function attemptReport({ attempt, lease, journal, log }: Target): Report {
  let newest: Progress | null = null
  let isNoting = false
  // Every note sends the job to every page that shows it.
  let waits: string | null = null
  // A note that comes too late, after the step was settled or the lease was lost, has nothing to say any more.
  const note = (data: Parameters<Journal['note']>[2]) => void journal.note(lease, attempt, data).catch(() => {})

  return {
    line: (text, stream) => log.line(attempt, text, stream),
    progress(progress) {
      if (JSON.stringify(progress) === JSON.stringify(newest)) return
      newest = progress
      if (isNoting) return
      isNoting = true
      setTimeout(() => {
        isNoting = false
        if (newest !== null) note({ progress: newest })
      }, BETWEEN_NOTES_MS)
    },
    waitingFor(said) {
      const text = said === null ? null : JSON.stringify(said)
      if (text !== waits) note({ waitingFor: said })
      waits = text
    },
    kept: () => log.flush(),
  }
}
