import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { AuditChoices, AuditPage, ChainReport } from '@/server/contract/audit.ts'

/** The trail from its newest row down, page by page; `search` as in the address. */
export const auditQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['audit', search],
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(search)
      if (pageParam !== null) params.set('olderThan', String(pageParam))
      return readJson<AuditPage & { choices: AuditChoices }>(`/api/audit?${params}`, signal)
    },
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.olderThan,
    refetchOnWindowFocus: false,
  })

export const chainQuery = queryOptions({
  queryKey: ['audit-chain'],
  queryFn: ({ signal }) => readJson<ChainReport>('/api/audit/chain', signal),
  refetchOnWindowFocus: false,
})

export function checkChainAgain(): Promise<ChainReport> {
  return readJson<ChainReport>('/api/audit/chain?fresh=1')
}
