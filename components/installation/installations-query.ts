import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { InstallationView } from '@/server/contract/installation.ts'

export const installationsQuery = queryOptions({
  queryKey: ['installations'],
  queryFn: async ({ signal }) => (await readJson<{ installations: InstallationView[] }>('/api/installations', signal)).installations,
})

/** Those that can be upgraded: an archived one is kept for its history only. */
export function inUse(installations: InstallationView[]): InstallationView[] {
  return installations.filter(({ archived }) => archived === null)
}
