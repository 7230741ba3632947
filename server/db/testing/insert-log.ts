import type { LogLine } from '../../contract/job.ts'
import type { Store } from '../open-store.ts'

/** Many lines in one statement, out of one JSON text: Prisma's own way takes minutes for a long log. */
export async function insertLog(store: Store, jobId: string, lines: readonly LogLine[]): Promise<void> {
  const rows = lines.map(({ seq, at, stepId, run, attempt, stream, text }) => [
    seq,
    at.replace('Z', '+00:00'),
    stepId,
    run,
    attempt,
    stream,
    text,
  ])
  await store.$executeRaw`
    INSERT INTO LogLine (jobId, seq, at, stepId, runNumber, attempt, stream, text)
    SELECT ${jobId}, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), json_extract(value, '$[3]'),
      json_extract(value, '$[4]'), json_extract(value, '$[5]'), json_extract(value, '$[6]')
    FROM json_each(${JSON.stringify(rows)})`
}
