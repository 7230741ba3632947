import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { PersonRow } from '@/server/contract/people.ts'

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: async ({ signal }) => (await readJson<{ people: PersonRow[] }>('/api/people', signal)).people,
})
