import type { LogLine, LogStream } from '../contract/job.ts'
import type { StepId } from '../contract/steps.ts'
import type { Store } from '../db/open-store.ts'

/** Lines after `after`, in order, without gaps. */
export async function readLog(store: Store, jobId: string, { after, limit }: { after: number; limit: number }): Promise<LogLine[]> {
  const rows = await store.logLine.findMany({ where: { jobId, seq: { gt: after } }, orderBy: { seq: 'asc' }, take: limit })
  return rows.map(({ seq, at, stepId, stream, text }) => ({
    seq,
    at: at.toISOString(),
    stepId: stepId as StepId,
    stream: stream as LogStream,
    text,
  }))
}
