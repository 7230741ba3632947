import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { DurationPoint } from '@/server/contract/history.ts'

export function durationsQuery(installationId: string) {
  return queryOptions({
    queryKey: ['installations', installationId, 'durations'],
    queryFn: async ({ signal }) => {
      const url = `/api/installations/${encodeURIComponent(installationId)}/durations`
      return (await readJson<{ points: DurationPoint[] }>(url, signal)).points
    },
  })
}
