import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { RunChoice, RunComparison } from '@/server/contract/report.ts'

export const runChoicesQuery = queryOptions({
  queryKey: ['runs'],
  queryFn: async ({ signal }) => (await readJson<{ runs: RunChoice[] }>('/api/runs', signal)).runs,
})

export function compareQuery(a: string, b: string) {
  return queryOptions({
    queryKey: ['compare', a, b],
    queryFn: ({ signal }) => readJson<RunComparison>(`/api/upgrades/compare?${new URLSearchParams({ a, b })}`, signal),
  })
}
