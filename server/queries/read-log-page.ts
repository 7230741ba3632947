import type { LogLine } from '../contract/job.ts'
import type { LogPage, LogPageQuery } from '../contract/log.ts'
import type { StepId } from '../contract/steps.ts'
import type { Store } from '../db/open-store.ts'
import { countLog, lastSeqOf, lastSeqs, seqsFromRow } from './log-counts.ts'
import { logLine, readLog } from './read-log.ts'

/** Some lines of what a filter lets through, by row; without a filter row 0 is line 1. */
export async function readLogPage(
  store: Store,
  jobId: string,
  { row, count, ...filter }: LogPageQuery,
  signal?: AbortSignal,
): Promise<LogPage> {
  if (Object.values(filter).every((part) => part === undefined)) {
    const lines = await readLog(store, jobId, { after: row, limit: count, upTo: row + count })
    const lastSeq = await lastSeqOf(store, jobId)
    return { lines, total: lastSeq, countedTo: lastSeq, lastSeq }
  }
  const selection = { ...filter, jobId }
  const { blocks, ...counted } = await countLog(store, selection, signal)
  if (counted.countedTo < counted.lastSeq) return { lines: [], ...counted }
  const seqs = await seqsFromRow(store, selection, { blocks, ...counted }, row, count)
  return { lines: await linesOf(store, jobId, seqs), ...counted }
}

/** The last lines of one step. */
export async function readStepEnd(store: Store, jobId: string, step: StepId, count: number): Promise<LogLine[]> {
  return await linesOf(store, jobId, await lastSeqs(store, { jobId, step }, count))
}

async function linesOf(store: Store, jobId: string, seqs: number[]): Promise<LogLine[]> {
  const rows = await store.logLine.findMany({ where: { jobId, seq: { in: seqs } }, orderBy: { seq: 'asc' } })
  return rows.map(logLine)
}
