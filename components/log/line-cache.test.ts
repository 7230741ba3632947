import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LogLine } from '@/server/contract/job.ts'
import { LOG_PAGE_LINES, type LogPage } from '@/server/contract/log.ts'
import { createLineCache, type LineCache, MOST_PAGES } from './line-cache.ts'

const SECOND_MS = 1000

const line = (seq: number): LogLine => ({
  seq,
  at: '2026-11-01T18:00:00.000Z',
  stepId: 'preflight',
  run: 1,
  attempt: 1,
  stream: 'panel',
  text: `line ${seq}`,
})
const linesFrom = (first: number, last: number) => Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => line(first + index))

/** What the panel holds, and the rows that were asked for. */
let panel: { lines: LogLine[]; isDown: boolean; asked: number[] }
let cache: LineCache

async function read(row: number): Promise<LogPage> {
  panel.asked.push(row)
  if (panel.isDown) throw new Error('no answer')
  const lines = panel.lines.filter(({ seq }) => seq > row && seq <= row + LOG_PAGE_LINES)
  const lastSeq = panel.lines.at(-1)?.seq ?? 0
  return { lines, total: lastSeq, countedTo: lastSeq, lastSeq }
}

beforeEach(() => {
  vi.useFakeTimers()
  panel = { lines: linesFrom(1, 2000), isDown: false, asked: [] }
  cache = createLineCache({ isWhole: true, read, changed: () => {} })
  cache.grow(2000)
})

afterEach(() => {
  cache.close()
  vi.useRealTimers()
})

const seen = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => cache.lineAt(first + index)?.seq)
const settle = () => vi.advanceTimersByTimeAsync(200)

test('only the pages that are in sight are read, and each once', async () => {
  cache.want(495, 505)
  cache.want(495, 505)
  await settle()
  cache.want(495, 505)
  await settle()
  expect(panel.asked).toEqual([0, 500])
  expect(seen(495, 505)).toEqual(linesFrom(496, 506).map(({ seq }) => seq))
})

test('pages that are only passed are not read', async () => {
  for (let row = 0; row < 1800; row += 10) cache.want(row, row + 10)
  await settle()
  expect(panel.asked).toEqual([1500])
})

test('lines that the stream brings are not read again', async () => {
  cache.put(linesFrom(1901, 2000))
  cache.want(1900, 1999)
  await settle()
  expect(panel.asked).toEqual([])
})

// A gap that nobody is told of is a line that was never read.
test('lines that do not come are counted as missing, and come once they are there', async () => {
  panel.lines = panel.lines.filter(({ seq }) => seq < 1951 || seq > 1953)
  cache.want(1940, 1960)
  await settle()
  expect(cache.missing()).toBe(3)
  expect(panel.asked).toEqual([1500])
  panel.lines = linesFrom(1, 2000)
  cache.retry()
  await settle()
  expect(cache.missing()).toBe(0)
  expect(cache.lineAt(1951)?.seq).toBe(1952)
})

test('a panel that does not answer leaves the rows missing, is asked again by itself, and not all the time', async () => {
  panel.isDown = true
  cache.want(0, 40)
  await vi.advanceTimersByTimeAsync(3 * SECOND_MS)
  expect(cache.missing()).toBe(41)
  expect(panel.asked).toHaveLength(1)
  panel.isDown = false
  await vi.advanceTimersByTimeAsync(3 * SECOND_MS)
  expect(cache.missing()).toBe(0)
  expect(seen(0, 2)).toEqual([1, 2, 3])
})

test('who walks through a million lines holds a bounded number of them', async () => {
  panel.lines = linesFrom(1, 60_000)
  cache.grow(60_000)
  for (let row = 0; row < 60_000; row += LOG_PAGE_LINES) {
    cache.want(row, row + 40)
    await settle()
  }
  const held = panel.lines.filter(({ seq }) => cache.lineAt(seq - 1) !== undefined)
  expect(held.length).toBeLessThanOrEqual(MOST_PAGES * LOG_PAGE_LINES)
  expect(cache.lineAt(59_520)?.seq).toBe(59_521)
})

test('who follows the end through a long night holds a bounded number of lines, and what is in sight stays', () => {
  for (let last = 500; last <= 60_000; last += 500) {
    cache.put(linesFrom(last - 499, last))
    cache.grow(last)
    cache.want(last - 40, last - 1)
  }
  const rows = Array.from({ length: 60_000 }, (_, row) => row)
  expect(rows.filter((row) => cache.lineAt(row) !== undefined).length).toBeLessThanOrEqual(MOST_PAGES * LOG_PAGE_LINES)
  expect(cache.lineAt(59_999)?.seq).toBe(60_000)
})

test('a filter is asked again until the panel has counted to the end', async () => {
  const answers = [
    { lines: [], total: 10, countedTo: 400_000, lastSeq: 1_000_000 },
    { lines: [], total: 20, countedTo: 800_000, lastSeq: 1_000_000 },
    { lines: linesFrom(5, 29), total: 25, countedTo: 1_000_000, lastSeq: 1_000_000 },
  ]
  const told: (number | undefined)[] = []
  const filtered: LineCache = createLineCache({
    isWhole: false,
    read: async () => answers.shift() ?? Promise.reject(new Error('asked too often')),
    changed: () => told.push(filtered.counting()?.countedTo),
  })
  await filtered.recount()
  expect(told).toEqual([400_000, 800_000, undefined])
  expect(filtered.total()).toBe(25)
  expect(filtered.lineAt(0)?.seq).toBe(5)
})

test('who has left asks nothing more', async () => {
  panel.isDown = true
  cache.want(0, 10)
  await settle()
  cache.close()
  await vi.advanceTimersByTimeAsync(60 * SECOND_MS)
  expect(panel.asked).toHaveLength(1)
  expect(vi.getTimerCount()).toBe(0)
})
