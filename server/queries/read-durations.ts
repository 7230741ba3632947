import type { DurationPoint } from '../contract/history.ts'
import type { Store } from '../db/open-store.ts'
import { toHistoryRow } from './to-history-row.ts'

/** As many as a chart can show apart. */
const NEWEST = 100
const OVER = ['succeeded', 'finalized', 'rolled-back']

/** The finished jobs of an installation, oldest first. */
export async function readDurations(store: Store, installationId: string): Promise<DurationPoint[]> {
  const rows = await store.jobSummary.findMany({
    where: { installationId, status: { in: OVER } },
    orderBy: { number: 'desc' },
    take: NEWEST,
    include: { job: { select: { installation: { select: { id: true, name: true } } } } },
  })
  return rows
    .map(toHistoryRow)
    .flatMap(({ id, number, startedAt, toVersion, durationSeconds, downtimeSeconds, status }) =>
      startedAt === null
        ? []
        : [{ id, number, startedAt, toVersion, durationSeconds, downtimeSeconds, isRolledBack: status === 'rolled-back' }],
    )
    .reverse()
}
