import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { JobRow } from '@/server/contract/job.ts'
import { isMoving } from './is-moving.ts'

const MOVING_MS = 3_000
const RESTING_MS = 15_000

/** Jobs that are not over and the last ones that are, of all installations or of one; read again often while one of them moves. */
export function jobsQuery(installationId?: string) {
  const search = installationId === undefined ? '' : `?installation=${encodeURIComponent(installationId)}`
  return queryOptions({
    queryKey: ['upgrades', 'now', installationId ?? 'all'],
    queryFn: async ({ signal }) => (await readJson<{ jobs: JobRow[] }>(`/api/upgrades/now${search}`, signal)).jobs,
    refetchInterval: (query) => (query.state.data?.some((job) => isMoving(job.status)) ? MOVING_MS : RESTING_MS),
  })
}
