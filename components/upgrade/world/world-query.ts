import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { WorldReading } from '@/server/contract/world.ts'

/**
 * A look at the engine, the MetaDB and the console; again whenever the job moves, and when somebody asks for it.
 * Who decides by it looks for themselves: they share no reading, not even one under way, with what stands on the page.
 */
export const worldQuery = ({ id, revision }: Pick<JobSnapshot, 'id' | 'revision'>, reader: 'page' | 'decision') =>
  queryOptions({
    queryKey: ['upgrades', id, 'world', reader, revision],
    queryFn: ({ signal }) => readJson<WorldReading>(`/api/upgrades/${encodeURIComponent(id)}/world`, signal),
    placeholderData: (previous) => previous,
    staleTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  })
