import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { RollbackPreview } from '@/server/contract/choice.ts'

/** Reads every dump anew each time it is asked: "verified just now" has to be true. */
export const rollbackPreviewQuery = (jobId: string) =>
  queryOptions({
    queryKey: ['rollback-preview', jobId],
    queryFn: ({ signal }) => readJson<RollbackPreview>(`/api/upgrades/${encodeURIComponent(jobId)}/rollback`, signal),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
