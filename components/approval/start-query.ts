import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { StartReading } from '@/server/contract/approval.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'

const AGAIN_MS = 10_000

/** What the gate says to this reader. Read anew whenever the job moves, and as time goes by: windows open and approvals end. */
export const startQuery = ({ id, revision }: Pick<JobSnapshot, 'id' | 'revision'>) =>
  queryOptions({
    queryKey: ['start', id, revision],
    queryFn: ({ signal }) => readJson<StartReading>(`/api/upgrades/${encodeURIComponent(id)}/approval`, signal),
    placeholderData: (previous) => previous,
    refetchInterval: AGAIN_MS,
  })
