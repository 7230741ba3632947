import { expect, test } from 'vitest'
import type { LogLine } from '@/server/contract/job.ts'
import { LOG_TAIL_LINES } from '@/server/contract/log.ts'
import { EMPTY_STREAM, firstGap, type JobStreamState, jobStreamState } from './job-stream-state.ts'
import { sampleSnapshot, stepsUpTo } from './sample-snapshot.ts'

const line = (seq: number): LogLine => ({
  seq,
  at: '2026-11-01T18:00:00.000Z',
  stepId: 'preflight',
  run: 1,
  attempt: 1,
  stream: 'panel',
  text: `line ${seq}`,
})
const seqs = (state: JobStreamState) => state.lines.map((held) => held.seq)
const withLog = (state: JobStreamState, ...numbers: number[]) => jobStreamState(state, { type: 'log', lines: numbers.map(line) })
const withRevision = (state: JobStreamState, revision: number, more: { serverNow?: string; lastLogSeq?: number } = {}) =>
  jobStreamState(state, { type: 'snapshot', snapshot: sampleSnapshot({ revision, ...more }), receivedAt: 0 })

// A late answer of the poller that replaced a newer event would turn a proven step back into a running one.
test('an older revision never replaces a newer one', () => {
  const state = withRevision(withRevision(EMPTY_STREAM, 7), 6)
  expect(state.snapshot?.revision).toBe(7)
})

test('an older reading of the same revision does not turn the clock back', () => {
  const newer = withRevision(EMPTY_STREAM, 7, { serverNow: '2026-11-01T18:00:05.000Z' })
  const state = withRevision(newer, 7, { serverNow: '2026-11-01T18:00:01.000Z' })
  expect(state.clockOffsetMs).toBe(newer.clockOffsetMs)
})

// Twelve rows drawn anew for one that changed, in every browser that looks at the run, is what makes a step change late.
test('steps that a new snapshot does not change stay the same objects', () => {
  const before = withRevision(EMPTY_STREAM, 7)
  const steps = stepsUpTo('preflight')
  const after = jobStreamState(before, { type: 'snapshot', snapshot: sampleSnapshot({ revision: 8, steps }), receivedAt: 0 })
  expect(after.snapshot?.steps[0]).toEqual(steps[0])
  expect(after.snapshot?.steps[1]).toBe(before.snapshot?.steps[1])
  expect(after.snapshot?.plan).toBe(before.snapshot?.plan)
})

test('an old snapshot still tells of lines that exist', () => {
  const state = withRevision(withRevision(EMPTY_STREAM, 7, { lastLogSeq: 2 }), 6, { lastLogSeq: 4 })
  expect(firstGap(state)).toEqual({ from: 1, to: 4 })
})

test('lines that arrive twice are held once', () => {
  const state = withLog(withLog(EMPTY_STREAM, 1, 2, 3), 2, 3, 4, 4)
  expect(seqs(state)).toEqual([1, 2, 3, 4])
  expect(state.contiguousTo).toBe(4)
})

test('lines that arrive out of order are put in order', () => {
  const state = withLog(withLog(withLog(EMPTY_STREAM, 5, 4), 1), 3, 2)
  expect(seqs(state)).toEqual([1, 2, 3, 4, 5])
  expect(firstGap(state)).toBeNull()
})

test('a missing stretch in the middle is named with both ends', () => {
  const state = withLog(EMPTY_STREAM, 1, 2, 6, 7)
  expect(firstGap(state)).toEqual({ from: 3, to: 5 })
})

test('a line that came beyond a gap is not taken a second time', () => {
  expect(seqs(withLog(withLog(EMPTY_STREAM, 1, 5), 5, 2))).toEqual([1, 2, 5])
})

test('lines that came before the first held one are held too, as long as they are among the newest', () => {
  const state = withLog(withLog(EMPTY_STREAM, 1001, 1002), 999, 1000)
  expect(seqs(state)).toEqual([999, 1000, 1001, 1002])
  expect(state.contiguousTo).toBe(1002)
  expect(firstGap(state)).toBeNull()
})

// A night with a million lines in memory ends with a page that the browser has closed.
test('of a long log only the newest lines are held, and only they are missed', () => {
  const long = withLog(EMPTY_STREAM, ...Array.from({ length: 5000 }, (_, index) => index + 1))
  expect(seqs(long)).toHaveLength(2 * LOG_TAIL_LINES)
  expect(long.contiguousTo).toBe(5000)
  expect(seqs(withLog(long, 1))).toHaveLength(2 * LOG_TAIL_LINES)
  expect(firstGap(withRevision(long, 9, { lastLogSeq: 1_000_000 }))).toEqual({ from: 1_000_001 - LOG_TAIL_LINES, to: 1_000_000 })
})

test('after the gap is filled there is none, and the next one is found', () => {
  const state = withLog(withLog(EMPTY_STREAM, 1, 4, 8), 2, 3)
  expect(state.contiguousTo).toBe(4)
  expect(firstGap(state)).toEqual({ from: 5, to: 7 })
})

// A second browser that opens the page in the middle of the window has to get the whole log.
test('who joins a short log late misses everything from line 1 to the last known one', () => {
  expect(firstGap(withRevision(EMPTY_STREAM, 9, { lastLogSeq: 120 }))).toEqual({ from: 1, to: 120 })
})

test('a message that brings nothing new keeps the very same state', () => {
  const state = withLog(EMPTY_STREAM, 1, 2)
  expect(withLog(state, 1, 2)).toBe(state)
})

test('the offset is the panel clock minus the clock of this browser', () => {
  const snapshot = sampleSnapshot({ revision: 1, serverNow: '2026-11-01T18:00:05.000Z' })
  const state = jobStreamState(EMPTY_STREAM, { type: 'snapshot', snapshot, receivedAt: Date.parse('2026-11-01T18:00:00.000Z') })
  expect(state.clockOffsetMs).toBe(5000)
})

test('an offset that differs by the way of a message only is kept, and that of a clock that was set is not', () => {
  const told = (state: JobStreamState, revision: number, offsetMs: number) => {
    const snapshot = sampleSnapshot({ revision, serverNow: '2026-11-01T18:00:05.000Z' })
    return jobStreamState(state, { type: 'snapshot', snapshot, receivedAt: Date.parse(snapshot.serverNow) - offsetMs })
  }
  const first = told(EMPTY_STREAM, 1, 5000)
  expect(told(first, 2, 4700).clockOffsetMs).toBe(5000)
  expect(told(first, 2, -60_000).clockOffsetMs).toBe(-60_000)
})

test('reconnecting keeps the moment at which the connection was lost', () => {
  const lost = jobStreamState(EMPTY_STREAM, { type: 'connection', connection: { kind: 'reconnecting', since: 10 } })
  const again = jobStreamState(lost, { type: 'connection', connection: { kind: 'reconnecting', since: 20 } })
  expect(again.connection).toEqual({ kind: 'reconnecting', since: 10 })
})

test('a failed reading does not cover a job that is already on the screen', () => {
  const failure = new Error('no answer')
  expect(jobStreamState(EMPTY_STREAM, { type: 'unreadable', failure }).failure).toBe(failure)
  expect(jobStreamState(withRevision(EMPTY_STREAM, 1), { type: 'unreadable', failure }).failure).toBeNull()
})

test('who joins a long log late misses its end', () => {
  expect(firstGap(withRevision(EMPTY_STREAM, 9, { lastLogSeq: 1_000_000 }))).toEqual({ from: 1_000_001 - LOG_TAIL_LINES, to: 1_000_000 })
})

// A list of before the break would say that somebody still watches who has long gone home.
test('who watches is forgotten when the live stream breaks', () => {
  const live = jobStreamState(EMPTY_STREAM, { type: 'connection', connection: { kind: 'live' } })
  const watchers = [{ id: 'u', name: 'Ada', since: '2026-11-01T18:00:00.000Z' }]
  const watched = jobStreamState(live, { type: 'presence', watchers })
  expect(watched.watchers).toEqual(watchers)
  expect(jobStreamState(watched, { type: 'connection', connection: { kind: 'reconnecting', since: 10 } }).watchers).toBeNull()
})
