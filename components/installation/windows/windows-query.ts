import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { WindowsReading } from '@/server/contract/maintenance-window.ts'

const AGAIN_MS = 30_000

export const windowsQuery = (installationId: string) =>
  queryOptions({
    queryKey: ['windows', installationId],
    queryFn: ({ signal }) => readJson<WindowsReading>(`/api/installations/${encodeURIComponent(installationId)}/windows`, signal),
    refetchInterval: AGAIN_MS,
  })
