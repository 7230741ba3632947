import { UPGRADE_STEP_IDS } from '../../server/contract/steps.ts'
import { openStore } from '../../server/db/open-store.ts'

const LINES_A_BATCH = 20_000
const APART_MS = 3
const FIRST_AT = Date.parse('2026-11-01T18:00:00Z')
const ESC = '\u001b'

/** The text and the stream of line `seq`: mostly INFO, every 100th a coloured WARN, every 1,000th an ERROR, every 10,000th a stack trace. */
function wordsOf(seq: number): [stream: string, text: string] {
  if (seq % 10_000 === 0) return ['stderr', `\tat com.oceanbase.oms.upgrade.Migrator.apply(Migrator.java:${seq % 977}) checkpoint-${seq}`]
  if (seq % 1000 === 0) return ['stderr', `ERROR 1060 (42S21) at line ${seq}: Duplicate column name 'region_${seq % 31}'`]
  if (seq % 100 === 0) return ['stdout', `${ESC}[33m[WARN]${ESC}[0m table cm.heatbeat_sequence answers slowly, ${seq % 700} ms`]
  if (seq % 5000 === 1) return ['panel', `${seq} lines so far`]
  return [
    'stdout',
    `[INFO] 2026-11-01 18:00:00.${String(seq % 1000).padStart(3, '0')} rm.t_${seq % 409}: row batch ${seq} copied and compared`,
  ]
}

/** Adds `count` lines behind those that the job has, spread over the steps of an upgrade in their order. Always the same ones. */
export async function fillLog(databaseFile: string, jobId: string, count: number): Promise<void> {
  const store = openStore(databaseFile)
  try {
    const last = await store.logLine.findFirst({ where: { jobId }, orderBy: { seq: 'desc' }, select: { seq: true } })
    const before = last?.seq ?? 0
    const rowOf = (index: number) => {
      const seq = before + index + 1
      const at = new Date(FIRST_AT + seq * APART_MS).toISOString().replace('Z', '+00:00')
      return [seq, at, UPGRADE_STEP_IDS[Math.floor((index * UPGRADE_STEP_IDS.length) / count)], ...wordsOf(seq)]
    }
    for (let first = 0; first < count; first += LINES_A_BATCH) {
      const rows = Array.from({ length: Math.min(LINES_A_BATCH, count - first) }, (_, index) => rowOf(first + index))
      // One statement a batch, out of one JSON text: Prisma's own way takes minutes for as many.
      await store.$executeRaw`
        INSERT INTO LogLine (jobId, seq, at, stepId, stream, text)
        SELECT ${jobId}, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), json_extract(value, '$[3]'), json_extract(value, '$[4]')
        FROM json_each(${JSON.stringify(rows)})`
    }
  } finally {
    await store.$disconnect()
  }
}
