import { say } from '../contract/said.ts'
import type { Store } from '../db/open-store.ts'
import { OperatorError } from '../errors.ts'
import { lastSeqOf } from './log-counts.ts'

const LINES_A_READ = 2000

/** Put together by SQLite: ten times as fast as a million rows, and the process is never busy for long. */
async function* linesUpTo(store: Store, jobId: string, upTo: number): AsyncGenerator<string> {
  for (let after = 0; after < upTo; after += LINES_A_READ) {
    const to = Math.min(upTo, after + LINES_A_READ)
    const [found] = await store.$queryRaw<{ text: string | null }[]>`
      SELECT group_concat(line, '') AS text FROM (
        SELECT seq || char(9) || replace(at, '+00:00', 'Z') || char(9) || stepId || char(9) || stream || char(9) || text || char(10) AS line
        FROM LogLine WHERE jobId = ${jobId} AND seq > ${after} AND seq <= ${to} ORDER BY seq)`
    if (found?.text) yield found.text
  }
}

/**
 * Every line that a job has now, as it was written: number, time, step, stream and text with tabs between. Read as fast as it is
 * taken, so that a long log is never in memory. Codes: not-found.
 */
export async function exportLog(store: Store, jobId: string): Promise<{ jobNumber: number; text: AsyncGenerator<string> }> {
  const job = await store.upgradeJob.findUnique({ where: { id: jobId }, select: { number: true } })
  if (job === null) throw new OperatorError('not-found', say('errors.noJob'))
  const upTo = await lastSeqOf(store, jobId)
  return { jobNumber: job.number, text: linesUpTo(store, jobId, upTo) }
}
