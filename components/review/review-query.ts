import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { JobReport } from '@/server/contract/report.ts'

const REFETCH_MS = 5_000

/** The whole story of one job; read again often enough that what others write is soon there. */
export function reviewQuery(jobId: string) {
  return queryOptions({
    queryKey: ['review', jobId],
    queryFn: ({ signal }) => readJson<JobReport>(`/api/upgrades/${encodeURIComponent(jobId)}/review`, signal),
    refetchInterval: REFETCH_MS,
  })
}
