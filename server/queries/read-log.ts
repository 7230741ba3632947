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
  /** Only lines from this instant on. */
  since?: Date | undefined
  /** Only lines before this instant. */
  until?: Date | undefined
}

/** A row of the store as a browser gets it. */
export function logLine({ seq, at, stepId, stream, text }: LogLineModel): LogLine {
  return { seq, at: at.toISOString(), stepId: stepId as StepId, stream: stream as LogStream, text }
}

/** Lines after `after`, in order; without gaps where neither step nor times narrow them. */
export async function readLog(store: Store, jobId: string, { after, limit, upTo, stepId, since, until }: LogPage): Promise<LogLine[]> {
  const at = { ...(since && { gte: since }), ...(until && { lt: until }) }
  const rows = await store.logLine.findMany({
    where: {
      jobId,
      seq: { gt: after, ...(upTo !== undefined && { lte: upTo }) },
      ...(stepId !== undefined && { stepId }),
      ...((since || until) && { at }),
    },
    orderBy: { seq: 'asc' },
    take: limit,
  })
  return rows.map(logLine)
}
