import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { JobRow } from '@/server/contract/job.ts'
import { isMoving } from './is-moving.ts'

const MOVING_MS = 3_000
const RESTING_MS = 15_000

/** All jobs, read again often while one of them moves. */
export const jobsQuery = queryOptions({
  queryKey: ['upgrades'],
  queryFn: async ({ signal }) => (await readJson<{ jobs: JobRow[] }>('/api/upgrades', signal)).jobs,
  refetchInterval: (query) => (query.state.data?.some((job) => isMoving(job.status)) ? MOVING_MS : RESTING_MS),
})
