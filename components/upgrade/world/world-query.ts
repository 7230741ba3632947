import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { WorldReading } from '@/server/contract/world.ts'

/** A look at the engine, the MetaDB and the console; again whenever the job moves, and when somebody asks for it. */
export const worldQuery = ({ id, revision }: Pick<JobSnapshot, 'id' | 'revision'>) =>
  queryOptions({
    queryKey: ['upgrades', id, 'world', revision],
    queryFn: ({ signal }) => readJson<WorldReading>(`/api/upgrades/${encodeURIComponent(id)}/world`, signal),
    placeholderData: (previous) => previous,
    refetchOnWindowFocus: false,
    retry: false,
  })
