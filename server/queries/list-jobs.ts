import type { JobRow } from '../contract/job.ts'
import type { Store } from '../db/open-store.ts'
import { toHistoryRow } from './to-history-row.ts'

const OPEN = ['needs-decision', 'running', 'rolling-back', 'planned']
const MOST_OPEN = 200
const RECENT = 20

/** Every job that is not over, and the last ones that are; newest first. Cheap however many there are. */
export async function listJobs(store: Store, { installationId }: { installationId?: string } = {}): Promise<JobRow[]> {
  const of = installationId === undefined ? {} : { installationId }
  const newest = {
    orderBy: { number: 'desc' },
    include: { job: { select: { installation: { select: { id: true, name: true } } } } },
  } as const
  const open = await store.jobSummary.findMany({ where: { ...of, status: { in: OPEN } }, take: MOST_OPEN, ...newest })
  const ended = await store.jobSummary.findMany({ where: { ...of, status: { notIn: OPEN } }, take: RECENT, ...newest })
  return [...open, ...ended].map(toHistoryRow).sort((one, other) => other.number - one.number)
}
