import type { Progress } from '../contract/job.ts'
import type { Attempt, Hold, Journal } from '../engine/journal.ts'
import type { LogWriter } from '../engine/log-writer.ts'
import type { Report } from '../procedure/ports/report.ts'

const BETWEEN_NOTES_MS = 300

interface Target {
  attempt: Attempt
  hold: Hold
  journal: Journal
  log: LogWriter
}

/** What a step says on its way: lines to the log, progress to its row, at most a few times a second and the newest always. */
export function attemptReport({ attempt, hold, journal, log }: Target): Report {
  let newest: Progress | null = null
  let isNoting = false
  // A note that comes too late, after the step was settled or the lease was lost, has nothing to say any more.
  const note = (data: Parameters<Journal['note']>[2]) => void journal.note(hold, attempt, data).catch(() => {})

  return {
    line: (text, stream) => log.line(attempt.stepId, text, stream),
    progress(progress) {
      newest = progress
      if (isNoting) return
      isNoting = true
      setTimeout(() => {
        isNoting = false
        if (newest !== null) note({ progress: newest })
      }, BETWEEN_NOTES_MS)
    },
    waitingFor: (said) => note({ waitingFor: said }),
    kept: () => log.flush(),
  }
}
