import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { InstallationState } from '@/server/contract/installation.ts'

const READ_AGAIN_MS = 60_000

/** Asks OMS itself, so not often; and not by itself again while it gives no answer, because the account could be what is wrong. */
export function stateQuery(installationId: string) {
  return queryOptions({
    queryKey: ['installations', installationId, 'state'],
    queryFn: ({ signal }) => readJson<InstallationState>(`/api/installations/${encodeURIComponent(installationId)}/state`, signal),
    staleTime: READ_AGAIN_MS,
    refetchInterval: ({ state }) => (state.data?.seen && 'cipher' in state.data.metaDb ? READ_AGAIN_MS : false),
    retry: false,
  })
}
