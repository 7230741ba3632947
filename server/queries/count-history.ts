import type { HistoryFilter } from '../contract/history.ts'
import { Prisma } from '../db/generated/client.ts'
import type { Store } from '../db/open-store.ts'
import { historyWhere } from './history-where.ts'

/** A page that is turned or read again need not count again; a total may be this much older than its rows. */
const FRESH_MS = 10_000
const MOST = 200

const remembered = new WeakMap<Store, Map<string, { total: number; until: number }>>()

async function count(store: Store, filter: HistoryFilter): Promise<number> {
  const { person, version, ...others } = filter
  const isOneTerm = (person === undefined) !== (version === undefined) && Object.values(others).every((value) => value === undefined)
  if (isOneTerm) {
    const [kind, value] = person === undefined ? ['version', version] : ['person', person]
    return await store.jobTerm.count({ where: { kind, value: value ?? '' } })
  }
  const { from, where } = await historyWhere(store, filter)
  const conditions = where.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(where, ' AND ')}`
  const [found] = await store.$queryRaw<{ total: bigint | number }[]>`SELECT COUNT(*) AS total ${from} ${conditions}`
  return Number(found?.total ?? 0)
}

/** How many jobs the filter lets through, at most ten seconds ago. */
export async function countHistory(store: Store, filter: HistoryFilter): Promise<number> {
  const counts = remembered.get(store) ?? new Map<string, { total: number; until: number }>()
  remembered.set(store, counts)
  const key = JSON.stringify(Object.entries(filter).sort())
  const known = counts.get(key)
  if (known !== undefined && known.until > performance.now()) return known.total
  const total = await count(store, filter)
  if (counts.size >= MOST) counts.clear()
  counts.set(key, { total, until: performance.now() + FRESH_MS })
  return total
}
