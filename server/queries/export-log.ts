import { Readable } from 'node:stream'
import { say } from '../contract/said.ts'
import type { Store } from '../db/open-store.ts'
import { OperatorError } from '../errors.ts'
import { lastSeqOf } from './log-counts.ts'
import { readLog } from './read-log.ts'

const LINES_A_READ = 2000

async function* linesUpTo(store: Store, jobId: string, upTo: number): AsyncGenerator<string> {
  let after = 0
  while (after < upTo) {
    const lines = await readLog(store, jobId, { after, upTo, limit: LINES_A_READ })
    if (lines.length === 0) return
    after = lines.at(-1)?.seq ?? upTo
    yield lines.map(({ seq, at, stepId, stream, text }) => `${seq}\t${at}\t${stepId}\t${stream}\t${text}\n`).join('')
  }
}

/**
 * Every line that a job has now, as it was written: number, time, step, stream and text with tabs between. Read as fast as it is
 * taken, so that a long log is never in memory. Codes: not-found.
 */
export async function exportLog(store: Store, jobId: string): Promise<{ jobNumber: number; text: Readable }> {
  const job = await store.upgradeJob.findUnique({ where: { id: jobId }, select: { number: true } })
  if (job === null) throw new OperatorError('not-found', say('errors.noJob'))
  const upTo = await lastSeqOf(store, jobId)
  return { jobNumber: job.number, text: Readable.from(linesUpTo(store, jobId, upTo), { highWaterMark: 1 }) }
}
