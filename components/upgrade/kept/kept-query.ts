import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { KeptReading } from '@/server/contract/kept-databases.ts'

/** Read again whenever the job moves: then somebody finalized it, or dropped something. */
export const keptQuery = ({ id, revision }: Pick<JobSnapshot, 'id' | 'revision'>) =>
  queryOptions({
    queryKey: ['kept', id, revision],
    queryFn: ({ signal }) => readJson<KeptReading>(`/api/upgrades/${encodeURIComponent(id)}/kept`, signal),
    placeholderData: (previous) => previous,
    retry: false,
  })
