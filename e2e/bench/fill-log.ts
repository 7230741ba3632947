import type { LogLine } from '../../server/contract/job.ts'
import { UPGRADE_STEP_IDS } from '../../server/contract/steps.ts'
import { openStore } from '../../server/db/open-store.ts'
import { insertLog } from '../../server/db/testing/insert-log.ts'

const LINES_A_BATCH = 20_000
const APART_MS = 3
const FIRST_AT = Date.parse('2026-11-01T18:00:00Z')
const ESC = '\u001b'

/** Mostly INFO, every 100th a coloured WARN, every 1,000th an ERROR, every 10,000th a line of a stack trace. */
function wordsOf(seq: number): Pick<LogLine, 'stream' | 'text'> {
  if (seq % 10_000 === 0)
    return { stream: 'stderr', text: `\tat com.oceanbase.oms.upgrade.Migrator.apply(Migrator.java:${seq % 977}) checkpoint-${seq}` }
  if (seq % 1000 === 0) return { stream: 'stderr', text: `ERROR 1060 (42S21) at line ${seq}: Duplicate column name 'region_${seq % 31}'` }
  if (seq % 100 === 0)
    return { stream: 'stdout', text: `${ESC}[33m[WARN]${ESC}[0m table cm.heatbeat_sequence answers slowly, ${seq % 700} ms` }
  if (seq % 5000 === 1) return { stream: 'panel', text: `${seq} lines so far` }
  return { stream: 'stdout', text: `[INFO] rm.t_${seq % 409}: row batch ${seq} copied to the new schema and compared` }
}

/** Adds `count` lines behind those that the job has, spread over the steps of an upgrade in their order. Always the same ones. */
export async function fillLog(databaseFile: string, jobId: string, count: number): Promise<void> {
  const store = openStore(databaseFile)
  try {
    const last = await store.logLine.findFirst({ where: { jobId }, orderBy: { seq: 'desc' }, select: { seq: true } })
    const before = last?.seq ?? 0
    const lineOf = (index: number): LogLine => {
      const seq = before + index + 1
      const stepId = UPGRADE_STEP_IDS[Math.floor((index * UPGRADE_STEP_IDS.length) / count)] ?? 'closing-note'
      return { seq, at: new Date(FIRST_AT + seq * APART_MS).toISOString(), stepId, run: 1, attempt: 1, ...wordsOf(seq) }
    }
    for (let first = 0; first < count; first += LINES_A_BATCH) {
      const lines = Array.from({ length: Math.min(LINES_A_BATCH, count - first) }, (_, index) => lineOf(first + index))
      await insertLog(store, jobId, lines)
    }
  } finally {
    await store.$disconnect()
  }
}
