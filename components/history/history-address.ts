import { z } from 'zod'
import { localInstant } from '@/components/i18n/local-instant.ts'
import { HistoryOrder, HistoryQuery, HistorySort } from '@/server/contract/history.ts'

const { installation, status, person, version, glass, text, after, before } = HistoryQuery.shape
const day = z.iso.date().optional().catch(undefined)
const DAY_MS = 86_400_000
const cursor = (schema: typeof after) => schema.catch(undefined)

/** What the page's address says; what cannot be used is left out, so that an old link still opens. */
const HistoryAddress = z.object({
  text: text.catch(undefined),
  installation: installation.catch(undefined),
  status: status.catch(undefined),
  person: person.catch(undefined),
  version: version.catch(undefined),
  /** Days as the reader's clock names them, both included. */
  from: day,
  to: day,
  glass: glass.catch(undefined),
  sort: HistorySort.optional().catch(undefined),
  order: HistoryOrder.optional().catch(undefined),
  after: cursor(after),
  before: cursor(before),
})
export type HistoryAddress = z.infer<typeof HistoryAddress>

const NO_FILTER = new Set(['sort', 'order', 'after', 'before'])

export function readAddress(search: URLSearchParams): HistoryAddress {
  const given = [...search].filter(([, value]) => value !== '')
  return HistoryAddress.parse(Object.fromEntries(given))
}

/** The address with some values changed; a page of another list would begin at a row that it may not have, so it goes. */
export function changedAddress(address: HistoryAddress, change: Partial<Record<keyof HistoryAddress, string | undefined>>): string {
  const isPaging = 'after' in change || 'before' in change
  const all = { ...address, ...(isPaging ? {} : { after: undefined, before: undefined }), ...change }
  return searchOf(all)
}

/** What narrows the list, each by its name. */
export function filtersOf(address: HistoryAddress): string[] {
  return Object.entries(address).flatMap(([name, value]) => (value === undefined || NO_FILTER.has(name) ? [] : [name]))
}

export function isFiltered(address: HistoryAddress): boolean {
  return filtersOf(address).length > 0
}

/** What the panel is asked for: days become the instants at which they begin in the reader's time zone. */
export function askedSearch({ from, to, ...rest }: HistoryAddress, zone: string): string {
  const since = from === undefined ? undefined : dayStart(from, 0, zone)
  const until = to === undefined ? undefined : dayStart(to, 1, zone)
  return searchOf({ ...rest, since, until })
}

function dayStart(day: string, daysLater: number, zone: string): string | undefined {
  const that = new Date(Date.parse(day) + daysLater * DAY_MS).toISOString().slice(0, 10)
  return localInstant(`${that}T00:00`, zone) ?? undefined
}

function searchOf(values: Record<string, string | undefined>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
  return new URLSearchParams(given).toString()
}
