import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { ContainerChoice } from '@/server/contract/installation.ts'

export const containersQuery = queryOptions({
  queryKey: ['containers'],
  queryFn: async ({ signal }) => (await readJson<{ containers: ContainerChoice[] }>('/api/containers', signal)).containers,
})
