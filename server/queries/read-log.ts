import type { LogLine, LogStream } from '../contract/job.ts'
import type { StepId } from '../contract/steps.ts'
import type { Store } from '../db/open-store.ts'

interface LogPage {
  after: number
  limit: number
  /** Only lines of this step. */
  stepId?: string | undefined
  /** Only lines from this instant on. */
  since?: Date | undefined
  /** Only lines before this instant. */
  until?: Date | undefined
}

/** Lines after `after`, in order; without gaps where neither step nor times narrow them. */
export async function readLog(store: Store, jobId: string, { after, limit, stepId, since, until }: LogPage): Promise<LogLine[]> {
  const at = { ...(since && { gte: since }), ...(until && { lt: until }) }
  const rows = await store.logLine.findMany({
    where: { jobId, seq: { gt: after }, ...(stepId !== undefined && { stepId }), ...((since || until) && { at }) },
    orderBy: { seq: 'asc' },
    take: limit,
  })
  return rows.map(({ seq, at, stepId, stream, text }) => ({
    seq,
    at: at.toISOString(),
    stepId: stepId as StepId,
    stream: stream as LogStream,
    text,
  }))
}
