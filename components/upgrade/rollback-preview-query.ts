import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { RollbackLoss, RollbackPreview } from '@/server/contract/choice.ts'

/** Reads every dump anew each time it is asked: "verified just now" has to be true. `dropsFirst`: on the guide's own way. */
export const rollbackPreviewQuery = (jobId: string, dropsFirst: boolean) =>
  queryOptions({
    queryKey: ['rollback-preview', jobId, dropsFirst],
    queryFn: ({ signal }) =>
      readJson<RollbackPreview>(`/api/upgrades/${encodeURIComponent(jobId)}/rollback${dropsFirst ? '?way=drop-and-restore' : ''}`, signal),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

/** Counted once, when a person asks. */
export const rollbackLossQuery = (jobId: string) =>
  queryOptions({
    queryKey: ['rollback-loss', jobId],
    queryFn: ({ signal }) => readJson<RollbackLoss>(`/api/upgrades/${encodeURIComponent(jobId)}/loss`, signal),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
