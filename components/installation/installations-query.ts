import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { InstallationView } from '@/server/contract/installation.ts'

export const installationsQuery = queryOptions({
  queryKey: ['installations'],
  queryFn: async ({ signal }) => (await readJson<{ installations: InstallationView[] }>('/api/installations', signal)).installations,
})
