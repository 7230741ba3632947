import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HistoryFilter, HistoryQuery } from '../contract/history.ts'
import { type SeededJob, seedHistory } from '../db/testing/seed-history.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { HISTORY_PAGE_ROWS, listHistory, readHistoryRows } from './list-history.ts'
import { listJobs } from './list-jobs.ts'
import { readDurations } from './read-durations.ts'
import { readHistoryChoices } from './read-history-choices.ts'

let temporary: Awaited<ReturnType<typeof temporaryStore>>

beforeEach(async () => {
  temporary = await temporaryStore()
})

afterEach(() => temporary.close())

const JOBS: SeededJob[] = [
  {
    number: 1,
    startedAt: '2026-09-30T23:00:00Z',
    durationSeconds: 900,
    downtimeSeconds: 300,
    approval: { kind: 'given', by: 'Anna Approver' },
  },
  {
    number: 2,
    installation: 'oms-b_50%',
    from: '3.2.1',
    to: '3.3.1',
    startedAt: '2026-10-10T10:00:00Z',
    durationSeconds: 600,
    downtimeSeconds: 400,
    startedBy: 'Li Wei',
    rollback: { by: 'Ada Admin', reason: 'Der Store kam nicht zurück: 100% sure' },
  },
  {
    number: 3,
    startedAt: '2026-10-31T22:00:00Z',
    durationSeconds: 1200,
    downtimeSeconds: 200,
    approval: { kind: 'break-glass', by: 'Ada Admin' },
  },
  { number: 4, status: 'needs-decision', startedAt: '2026-11-02T01:00:00Z', durationSeconds: 50 },
  { number: 5, plannedBy: '陈静', approval: { kind: 'refused', by: 'Anna Approver' } },
]

async function numbers(asked: Record<string, string>): Promise<number[]> {
  const page = await listHistory(temporary.store, HistoryQuery.parse(asked))
  expect(page.total).toBe(page.rows.length)
  return page.rows.map(({ number }) => number)
}

describe('one list of five jobs', () => {
  beforeEach(async () => {
    for (const job of JOBS) await seedHistory(temporary.store, job)
  })

  test.each<[string, Record<string, string>, number[]]>([
    ['everything, newest first', {}, [5, 4, 3, 2, 1]],
    ['a status', { status: 'rolled-back' }, [2]],
    ['who planned', { person: '陈静' }, [5]],
    ['who approved or refused', { person: 'Anna Approver' }, [5, 1]],
    ['who started', { person: 'Li Wei' }, [2]],
    ['who rolled back or broke the glass', { person: 'Ada Admin' }, [3, 2]],
    ['a version that was the old or the new one', { version: '3.3.1' }, [5, 4, 3, 2, 1]],
    ['a version that was only the old one', { version: '3.2.1' }, [2]],
    ['a month', { since: '2026-10-01T00:00:00Z', until: '2026-11-01T00:00:00Z' }, [3, 2]],
    ['until a day, without what never started', { until: '2026-10-01T00:00:00Z' }, [1]],
    ['a day in another zone', { since: '2026-10-01T00:00:00+08:00', until: '2026-10-02T00:00:00+08:00' }, [1]],
    ['broken glass', { glass: 'broken' }, [3]],
    ['text: a number', { text: '#4' }, [4]],
    ['text: an installation by its name', { text: 'OMS-B' }, [2]],
    ['text: a person in other letters', { text: 'li wei' }, [2]],
    ['text: two words anywhere', { text: 'ada ZURÜCK' }, [2]],
    ['text: Chinese', { text: '陈' }, [5]],
    ['text: nothing', { text: 'no such thing' }, []],
    ['text: signs of the pattern mean themselves', { text: '100%' }, [2]],
    ['text: a lone percent', { text: '%' }, [2]],
    ['text: an underscore', { text: '_' }, [2]],
    ['text: the escape itself', { text: '!' }, []],
    ['text: a quote', { text: "'; DROP TABLE JobSummary" }, []],
    ['two filters together', { person: 'Ada Admin', version: '3.4.0' }, [3]],
    ['by start', { sort: 'started' }, [4, 3, 2, 1, 5]],
    ['by start, oldest first', { sort: 'started', order: 'asc' }, [5, 1, 2, 3, 4]],
    ['by downtime', { sort: 'downtime' }, [2, 1, 3, 5, 4]],
    ['by duration', { sort: 'duration' }, [3, 2, 1, 4, 5]],
  ])('%s', async (_, asked, expected) => {
    expect(await numbers(asked)).toEqual(expected)
  })

  test('an installation', async () => {
    const { installations } = await readHistoryChoices(temporary.store)
    const id = installations.find(({ name }) => name === 'oms-b_50%')?.id ?? ''
    expect(await numbers({ installation: id })).toEqual([2])
    expect((await readDurations(temporary.store, id)).map(({ number, isRolledBack }) => [number, isRolledBack])).toEqual([[2, true]])
  })

  test('what can be chosen is what is there, each once', async () => {
    const { people, versions } = await readHistoryChoices(temporary.store)
    expect(people).toEqual(['Ada Admin', 'Anna Approver', 'Li Wei', 'Otto Operator', '陈静'])
    expect(versions).toEqual(['3.2.1', '3.3.1', '3.4.0'])
  })

  test('a row says who, what, when, why and how long', async () => {
    const { rows } = await listHistory(temporary.store, HistoryQuery.parse({ person: 'Li Wei' }))
    expect(rows[0]).toMatchObject({
      plannedBy: 'Otto Operator',
      startedBy: 'Li Wei',
      startedAt: '2026-10-10T10:00:00.000Z',
      rolledBackBy: 'Ada Admin',
      rollbackReason: 'Der Store kam nicht zurück: 100% sure',
      durationSeconds: 1200,
      phases: { before: 1, window: 400, after: 199, rollback: 600 },
    })
  })
})

// A row that two pages both show, or that none shows, is an upgrade that a review counts twice or misses.
test.each(['number', 'started', 'downtime', 'duration'] as const)(
  'pages by %s neither repeat nor hide a job, also while jobs are added',
  async (sort) => {
    const { store } = temporary
    const seed = (number: number) =>
      seedHistory(store, {
        number,
        ...(number % 5 === 0
          ? {}
          : {
              startedAt: `2026-10-${String((number % 9) + 1).padStart(2, '0')}T10:00:00Z`,
              durationSeconds: 600 + (number % 4),
              downtimeSeconds: 60 + (number % 3),
            }),
      })
    for (let number = 1; number <= 23; number += 1) await seed(number)
    for (const order of ['desc', 'asc'] as const) {
      const seen: number[] = []
      let added = order === 'desc' ? 100 : 200
      let after: string | null | undefined
      let last: string | null = null
      while (after !== null) {
        const page = await readHistoryRows(store, { sort, order, ...(after === undefined ? {} : { after }) }, 5)
        seen.push(...page.rows.map(({ number }) => number))
        if (page.after === null) last = page.before
        after = page.after
        await seed(added)
        added += 1
      }
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.filter((number) => number <= 23).sort((a, b) => a - b)).toEqual(Array.from({ length: 23 }, (_, index) => index + 1))
      // And back again: the page before the last one is the one that was read before it.
      const previous = await readHistoryRows(store, { sort, order, ...(last === null ? {} : { before: last }) }, 5)
      const isOwn = (number: number) => number <= 23
      expect(previous.rows).toHaveLength(5)
      expect(
        previous.rows
          .map(({ number }) => number)
          .filter(isOwn)
          .every((number) => seen.includes(number)),
      ).toBe(true)
    }
  },
)

test('the page before is the page that was left', async () => {
  const { store } = temporary
  for (let number = 1; number <= HISTORY_PAGE_ROWS + 10; number += 1) await seedHistory(store, { number })
  const first = await listHistory(store, HistoryQuery.parse({}))
  expect(first).toMatchObject({ before: null, total: HISTORY_PAGE_ROWS + 10 })
  const second = await listHistory(store, HistoryQuery.parse({ after: first.after }))
  expect(second.rows.map(({ number }) => number)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  expect(second.after).toBeNull()
  const back = await listHistory(store, HistoryQuery.parse({ before: second.before }))
  expect(back.rows).toEqual(first.rows)
  expect(back.before).toBeNull()
})

// The overview shows what needs somebody now: an old job that waits must not fall off the end of a list of new ones.
test('the short list holds every job that is not over, however many ended since', async () => {
  const { store } = temporary
  await seedHistory(store, { number: 1, status: 'needs-decision', startedAt: '2026-01-01T00:00:00Z' })
  for (let number = 2; number <= 40; number += 1)
    await seedHistory(store, { number, startedAt: '2026-02-01T00:00:00Z', durationSeconds: 5 })
  const jobs = await listJobs(store)
  expect(jobs.map(({ number }) => number)).toEqual([...Array.from({ length: 20 }, (_, index) => 40 - index), 1])
})

test.each([{ status: 'nonsense' }, { since: 'yesterday' }, { sort: 'planJson' }, { after: '1; DROP TABLE JobSummary' }])(
  '%o is refused',
  (asked) => {
    expect(HistoryQuery.safeParse(asked).success).toBe(false)
    expect(HistoryFilter.safeParse({}).success).toBe(true)
  },
)
