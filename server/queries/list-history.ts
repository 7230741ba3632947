import type { HistoryPage, HistoryQuery, HistorySort } from '../contract/history.ts'
import { Prisma } from '../db/generated/client.ts'
import type { JobSummaryModel } from '../db/generated/models.ts'
import type { Store } from '../db/open-store.ts'
import { countHistory } from './count-history.ts'
import { historyWhere } from './history-where.ts'
import { toHistoryRow } from './to-history-row.ts'

export const HISTORY_PAGE_ROWS = 50

const SORTED_BY: Record<HistorySort, { column: Prisma.Sql; of(row: JobSummaryModel): number; toParameter(value: number): number | Date }> =
  {
    number: { column: Prisma.sql`s.number`, of: (row) => row.number, toParameter: (value) => value },
    started: { column: Prisma.sql`s.startedAt`, of: (row) => row.startedAt.getTime(), toParameter: (value) => new Date(value) },
    duration: { column: Prisma.sql`s.durationSeconds`, of: (row) => row.durationSeconds, toParameter: (value) => value },
    downtime: { column: Prisma.sql`s.downtimeSeconds`, of: (row) => row.downtimeSeconds, toParameter: (value) => value },
  }

function all(conditions: Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(conditions, ' AND ')}`
}

/** Rows strictly behind the cursor in the direction that is read. */
function behind(sort: HistorySort, numberColumn: Prisma.Sql, cursor: string, isDescending: boolean): Prisma.Sql {
  const [value = 0, number = 0] = cursor.split('.').map(Number)
  const { column, toParameter } = SORTED_BY[sort]
  const sign = isDescending ? Prisma.sql`<` : Prisma.sql`>`
  if (sort === 'number') return Prisma.sql`${numberColumn} ${sign} ${number}`
  return Prisma.sql`(${column}, s.number) ${sign} (${toParameter(value)}, ${number})`
}

function orderBy(sort: HistorySort, numberColumn: Prisma.Sql, isDescending: boolean): Prisma.Sql {
  const direction = isDescending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  if (sort === 'number') return Prisma.sql`ORDER BY ${numberColumn} ${direction}`
  return Prisma.sql`ORDER BY ${SORTED_BY[sort].column} ${direction}, s.number ${direction}`
}

async function idsOf(store: Store, { sort, order, after, before, ...filter }: HistoryQuery, take: number): Promise<string[]> {
  const { from, where, number } = await historyWhere(store, filter)
  // The page before a row is read backwards from it.
  const isDescending = (order === 'desc') === (before === undefined)
  const cursor = before ?? after
  const conditions = cursor === undefined ? where : [...where, behind(sort, number, cursor, isDescending)]
  const found = await store.$queryRaw<{ id: string }[]>`
    SELECT s.jobId AS id ${from} ${all(conditions)} ${orderBy(sort, number, isDescending)} LIMIT ${take}`
  return found.map(({ id }) => id)
}

async function rowsOf(store: Store, ids: string[]) {
  const rows = await store.jobSummary.findMany({
    where: { jobId: { in: ids } },
    include: { job: { select: { installation: { select: { id: true, name: true } } } } },
  })
  const byId = new Map(rows.map((row) => [row.jobId, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** The rows of one page without its total, and the cursors of its neighbours. */
export async function readHistoryRows(store: Store, query: HistoryQuery, pageRows: number): Promise<Omit<HistoryPage, 'total'>> {
  const ids = await idsOf(store, query, pageRows + 1)
  const goesOn = ids.length > pageRows
  const page = ids.slice(0, pageRows)
  const isBackwards = query.before !== undefined
  const rows = await rowsOf(store, isBackwards ? page.reverse() : page)
  const cursor = (row: JobSummaryModel | undefined) => (row === undefined ? null : `${SORTED_BY[query.sort].of(row)}.${row.number}`)
  const hasLater = isBackwards || goesOn
  const hasEarlier = isBackwards ? goesOn : query.after !== undefined
  return {
    rows: rows.map(toHistoryRow),
    after: hasLater ? cursor(rows.at(-1)) : null,
    before: hasEarlier ? cursor(rows[0]) : null,
  }
}

/** One page of all jobs. Pages begin behind a row and not at a place, so that jobs added meanwhile neither repeat nor hide a row. */
export async function listHistory(store: Store, query: HistoryQuery): Promise<HistoryPage> {
  const { sort: _, order: __, after, before, ...filter } = query
  const page = await readHistoryRows(store, query, HISTORY_PAGE_ROWS)
  const isWhole = after === undefined && before === undefined && page.after === null
  return { ...page, total: isWhole ? page.rows.length : await countHistory(store, filter) }
}
