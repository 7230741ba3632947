import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LogLine } from '../contract/job.ts'
import { type LogSearchQuery, levelOf } from '../contract/log.ts'
import { insertLog } from '../db/testing/insert-log.ts'
import { startedJob } from '../db/testing/started-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { exportLog } from './export-log.ts'
import { readLogPage, readStepEnd } from './read-log-page.ts'
import { searchLog } from './search-log.ts'

const ESC = '\u001b'
const COUNT = 12_345
const OF = { run: 1, attempt: 1 }

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let jobId: string
const written: LogLine[] = []

function lineOf(seq: number): LogLine {
  const stepId = seq <= 6000 ? 'preflight' : 'initialize-metadata'
  const at = new Date(Date.UTC(2026, 10, 1, 18) + seq * 1000).toISOString()
  if (seq % 1000 === 0) return { seq, at, stepId, ...OF, stream: 'stderr', text: `ERROR 1060 at ${seq}: 列 größe_${seq}` }
  if (seq % 300 === 0) return { seq, at, stepId, ...OF, stream: 'stdout', text: `${ESC}[33m[WA${ESC}[1mRN]${ESC}[0m Größe ${seq}` }
  if (seq === 11_111) return { seq, at, stepId, ...OF, stream: 'stdout', text: '100% of a_b done (see [x])' }
  return { seq, at, stepId, ...OF, stream: 'stdout', text: `[INFO] row ${seq}` }
}

async function write(first: number, last: number) {
  const lines = Array.from({ length: last - first + 1 }, (_, index) => lineOf(first + index))
  written.push(...lines)
  await insertLog(temporary.store, jobId, lines)
}

beforeAll(async () => {
  temporary = await temporaryStore()
  jobId = (await startedJob(temporary.store)).jobId
  await write(1, COUNT)
})

afterAll(() => temporary.close())

const page = (asked: Parameters<typeof readLogPage>[2]) => readLogPage(temporary.store, jobId, asked)
const search = (asked: Partial<LogSearchQuery>) => searchLog(temporary.store, jobId, { q: 'ERROR', from: 0, ...asked })
const seqs = (lines: LogLine[]) => lines.map(({ seq }) => seq)
const where = (holds: (line: LogLine) => boolean) => written.filter(holds)

test('without a filter a row is a line', async () => {
  expect(await page({ row: 7000, count: 3 })).toEqual({
    lines: written.slice(7000, 7003),
    total: COUNT,
    countedTo: COUNT,
    lastSeq: COUNT,
  })
  expect((await page({ row: COUNT, count: 500 })).lines).toEqual([])
})

// Somebody who scrolls through one step must meet each of its lines once, wherever a page ends.
test('pages under a filter meet each line once and know the true total', async () => {
  const wanted = where(({ stepId, text }) => stepId === 'initialize-metadata' && levelOf(text) !== null && levelOf(text) !== 'info')
  const filter = { step: 'initialize-metadata', level: 'warn' } as const
  const read: number[] = []
  for (let row = 0; row < wanted.length; row += 4) read.push(...seqs((await page({ row, count: 4, ...filter })).lines))
  expect(read).toEqual(seqs(wanted))
  expect((await page({ row: 0, count: 1, ...filter })).total).toBe(wanted.length)
})

test('a filter by stream and one by level find the same lines as a person who reads them all', async () => {
  expect(seqs((await page({ row: 0, count: 500, stream: 'stderr' })).lines)).toEqual(seqs(where(({ stream }) => stream === 'stderr')))
  expect(seqs((await page({ row: 0, count: 500, level: 'error' })).lines)).toEqual(seqs(where(({ text }) => text.startsWith('ERROR'))))
})

test('the last lines of a step are found, also where others wrote much since', async () => {
  const last = await readStepEnd(temporary.store, jobId, 'preflight', 6)
  expect(seqs(last)).toEqual([5995, 5996, 5997, 5998, 5999, 6000])
  expect(await readStepEnd(temporary.store, jobId, 'closing-note', 6)).toEqual([])
})

test('words are found in any case, across colours, in other alphabets, and signs of a pattern mean themselves', async () => {
  const totalOf = async (q: string) => (await search({ q })).total
  expect(await totalOf('error 1060')).toBe(12)
  expect(await totalOf('[warn] größe')).toBe(where(({ text }) => text.includes('[WA')).length)
  expect(await totalOf('GRÖSSE')).toBe(0)
  expect(await totalOf('GRÖßE_3000')).toBe(1)
  expect(await totalOf('列')).toBe(12)
  expect(await totalOf('[33m')).toBe(0)
  for (const q of ['100%', 'a_b', '(see [x])']) expect(await totalOf(q)).toBe(1)
  for (const q of ['a%b', '1_0%', "' OR 1=1 --", '.*']) expect(await totalOf(q)).toBe(0)
})

test('next and previous walk through all matches and around the ends, and say which one it is', async () => {
  const first = await search({ q: 'ERROR', move: 'next' })
  expect(first).toMatchObject({ total: 12, match: { seq: 1000, row: 999, position: 1 } })
  expect(await search({ q: 'ERROR', move: 'next', from: 11_000 })).toMatchObject({ match: { seq: 12_000, position: 12 } })
  expect(await search({ q: 'ERROR', move: 'next', from: 12_000 })).toMatchObject({ match: { seq: 1000, position: 1 } })
  expect(await search({ q: 'ERROR', move: 'previous', from: 1000 })).toMatchObject({ match: { seq: 12_000, position: 12 } })
  expect(await search({ q: 'ERROR', move: 'previous' })).toMatchObject({ match: { seq: 12_000, position: 12 } })
  expect(await search({ q: '100%', move: 'next', from: 11_111 })).toMatchObject({ match: { seq: 11_111, position: 1 } })
  expect(await search({ q: 'nothing', move: 'next' })).toMatchObject({ total: 0, match: null })
})

test('a match under a filter is given by its row among the filtered lines', async () => {
  const wanted = where(({ text }) => levelOf(text) === 'error' || levelOf(text) === 'warn')
  const { match } = await search({ q: 'at 7000', level: 'warn', move: 'next' })
  expect(match).toEqual({ seq: 7000, row: wanted.findIndex(({ seq }) => seq === 7000), position: 1 })
  expect(await search({ q: 'at 7000', step: 'preflight', move: 'next' })).toMatchObject({ total: 0, match: null })
})

// The run goes on while somebody searches: a count that is remembered must not become a wrong one.
test('lines that were written since are counted and found', async () => {
  expect(await search({ q: 'row' })).toMatchObject({ lastSeq: COUNT })
  await write(COUNT + 1, COUNT + 8000)
  const rows = where(({ text }) => text.includes('row'))
  expect(await search({ q: 'row', move: 'previous' })).toMatchObject({ total: rows.length, match: { seq: rows.at(-1)?.seq } })
  expect((await page({ row: 0, count: 1, level: 'error' })).total).toBe(where(({ text }) => levelOf(text) === 'error').length)
})

test('a search that nobody waits for any more stops', async () => {
  const gone = AbortSignal.abort()
  const { countedTo } = await searchLog(temporary.store, jobId, { q: 'never asked before', from: 0 }, gone)
  expect(countedTo).toBe(0)
})

test('the raw log is every line with its number, time, step and stream', async () => {
  const { jobNumber, text: raw } = await exportLog(temporary.store, jobId)
  expect(jobNumber).toBe(1)
  const parts: string[] = []
  for await (const part of raw) parts.push(part)
  const expected = written.map((line) => [line.seq, line.at, line.stepId, line.stream, line.text].join('\t'))
  expect(parts.join('').split('\n')).toEqual([...expected, ''])
  await expect(exportLog(temporary.store, 'no-such-job')).rejects.toMatchObject({ problem: { code: 'not-found' } })
})
