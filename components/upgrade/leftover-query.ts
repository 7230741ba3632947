import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { LeftoverReading } from '@/server/contract/leftover.ts'

/** Read anew whenever the job moves: then somebody, here or elsewhere, renamed or removed the container. */
export const leftoverQuery = ({ id, revision }: Pick<JobSnapshot, 'id' | 'revision'>) =>
  queryOptions({
    queryKey: ['leftover', id, revision],
    queryFn: ({ signal }) => readJson<LeftoverReading>(`/api/upgrades/${encodeURIComponent(id)}/leftover`, signal),
    placeholderData: (previous) => previous,
    retry: false,
  })
