import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { JobsNow } from '@/server/contract/job.ts'
import { isMoving } from './is-moving.ts'

const MOVING_MS = 3_000
const RESTING_MS = 15_000

/** Jobs that are not over and the last ones that are, of all installations or of one; read again often while one of them moves. */
export function jobsNowQuery(installationId?: string) {
  const search = installationId === undefined ? '' : `?installation=${encodeURIComponent(installationId)}`
  return queryOptions({
    queryKey: ['upgrades', 'now', installationId ?? 'all'],
    queryFn: ({ signal }) => readJson<JobsNow>(`/api/upgrades/now${search}`, signal),
    refetchInterval: (query) => (query.state.data?.jobs.some((job) => isMoving(job.status)) ? MOVING_MS : RESTING_MS),
  })
}

/** The jobs alone. */
export function jobsQuery(installationId?: string) {
  return queryOptions({ ...jobsNowQuery(installationId), select: ({ jobs }: JobsNow) => jobs })
}
