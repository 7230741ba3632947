import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { isMoving } from '@/components/job-list/is-moving.ts'
import { readJson } from '@/components/read/read-json.ts'
import type { HistoryChoices, HistoryPage } from '@/server/contract/history.ts'
import { askedSearch, type HistoryAddress } from './history-address.ts'

const MOVING_MS = 3_000
const RESTING_MS = 15_000
const CHOICES_MS = 60_000

/** One page of history; the page before stays in view until it is there. */
export function historyQuery(address: HistoryAddress, zone: string) {
  const search = askedSearch(address, zone)
  return queryOptions({
    queryKey: ['upgrades', 'history', search],
    queryFn: ({ signal }) => readJson<HistoryPage>(`/api/upgrades?${search}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.rows.some((job) => isMoving(job.status)) ? MOVING_MS : RESTING_MS),
  })
}

export const choicesQuery = queryOptions({
  queryKey: ['upgrades', 'choices'],
  queryFn: ({ signal }) => readJson<HistoryChoices>('/api/upgrades/choices', signal),
  staleTime: CHOICES_MS,
})
