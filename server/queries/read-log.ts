import type { LogLine, LogStream } from '../contract/job.ts'
import type { StepId } from '../contract/steps.ts'
import type { LogLineModel } from '../db/generated/models.ts'
import type { Store } from '../db/open-store.ts'

interface LogPage {
  after: number
  limit: number
  /** Only lines up to this number. */
  upTo?: number | undefined
  /** Only lines of this step. */
  stepId?: string | undefined
  /** Only lines of the run with this number. */
  run?: number | undefined
  /** Only lines of the attempt at the step with this number. */
  attempt?: number | undefined
}

/** A row of the store as a browser gets it. */
export function logLine({ seq, at, stepId, runNumber: run, attempt, stream, text }: LogLineModel): LogLine {
  return { seq, at: at.toISOString(), stepId: stepId as StepId, run, attempt, stream: stream as LogStream, text }
}

/** Lines after `after`, in order; without gaps where neither step nor attempt narrow them. */
export async function readLog(store: Store, jobId: string, { after, limit, upTo, stepId, run, attempt }: LogPage): Promise<LogLine[]> {
  const rows = await store.logLine.findMany({
    where: {
      jobId,
      seq: { gt: after, ...(upTo !== undefined && { lte: upTo }) },
      ...(stepId !== undefined && { stepId }),
      ...(run !== undefined && { runNumber: run }),
      ...(attempt !== undefined && { attempt }),
    },
    orderBy: { seq: 'asc' },
    take: limit,
  })
  return rows.map(logLine)
}
