import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { ContainerReading } from '@/server/contract/installation.ts'

/** What the container and its config.yaml say; read anew each time that it is picked, but never under someone's typing. */
export function readingQuery(containerId: string) {
  return queryOptions({
    queryKey: ['containers', containerId],
    queryFn: ({ signal }) => readJson<ContainerReading>(`/api/containers/${containerId}`, signal),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
}
