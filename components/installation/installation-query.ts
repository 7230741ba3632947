import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { InstallationView } from '@/server/contract/installation.ts'

export function installationQuery(id: string) {
  return queryOptions({
    queryKey: ['installations', id],
    queryFn: ({ signal }) => readJson<InstallationView>(`/api/installations/${encodeURIComponent(id)}`, signal),
  })
}
