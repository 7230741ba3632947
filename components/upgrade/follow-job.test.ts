import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LogLine } from '@/server/contract/job.ts'
import { followJob } from './follow-job.ts'
import { EMPTY_STREAM, type JobStreamState, jobStreamState } from './job-stream-state.ts'
import { sampleSnapshot } from './sample-snapshot.ts'

const SECOND_MS = 1000

class Source extends EventTarget {
  static readonly CLOSED = 2
  readyState = 1
  constructor(readonly url: string) {
    super()
    sources.push(this)
  }
  close() {
    this.readyState = Source.CLOSED
  }
}

let sources: Source[]
/** What the panel has: the job's newest revision and how many lines its log holds. */
let panel: { revision: number; lines: number }
let answers: { isHeld: boolean; held: (() => void)[] }
let state: JobStreamState
/** Every revision that the screen changed to, in order. */
let shown: number[]
let leave: () => void

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
const snapshotNow = () =>
  sampleSnapshot({ revision: panel.revision, lastLogSeq: panel.lines, serverNow: new Date(Date.now()).toISOString() })

function say(type: 'snapshot' | 'log', message: object): void {
  sources.at(-1)?.dispatchEvent(new MessageEvent(type, { data: JSON.stringify({ type, ...message }) }))
}

/** The panel goes on by one revision and some lines; the stream tells of it where it lives. */
function goOn(lines: number, { isTold }: { isTold: boolean }): void {
  const told = linesFrom(panel.lines + 1, panel.lines + lines)
  panel = { revision: panel.revision + 1, lines: panel.lines + lines }
  if (!isTold) return
  say('log', { lines: told })
  say('snapshot', { snapshot: snapshotNow() })
}

function breakOff(): void {
  const source = sources.at(-1)
  source?.close()
  source?.dispatchEvent(new Event('error'))
}

async function answer(url: string): Promise<Response> {
  const { pathname, searchParams } = new URL(url, 'http://panel')
  const body = pathname.endsWith('/log') ? { lines: linesFrom(Number(searchParams.get('after')) + 1, panel.lines) } : snapshotNow()
  if (answers.isHeld) await new Promise<void>((resolve) => answers.held.push(resolve))
  return Response.json(body)
}

const follow = () =>
  followJob({
    jobId: 'job-1',
    state: () => state,
    dispatch(action) {
      state = jobStreamState(state, action)
      const revision = state.snapshot?.revision
      if (revision !== undefined && revision !== shown.at(-1)) shown.push(revision)
    },
  })

const seqs = () => state.lines.map(({ seq }) => seq)
const upTo = (last: number) => linesFrom(1, last).map(({ seq }) => seq)

beforeEach(async () => {
  vi.useFakeTimers()
  sources = []
  panel = { revision: 1, lines: 3 }
  answers = { isHeld: false, held: [] }
  state = EMPTY_STREAM
  shown = []
  vi.stubGlobal('EventSource', Source)
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  vi.stubGlobal('fetch', answer)
  leave = follow()
  sources.at(-1)?.dispatchEvent(new Event('open'))
  say('log', { lines: linesFrom(1, 3) })
  await vi.advanceTimersByTimeAsync(0)
})

afterEach(() => {
  leave()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

// A revision that is lost leaves a failed step looking alive; one that is shown twice or backwards turns a proven step back.
test('a stream that breaks off is replaced by polling and goes on right behind what is held: nothing is lost or shown twice', async () => {
  goOn(2, { isTold: true })
  breakOff()
  expect(state.connection.kind).toBe('polling')
  goOn(4, { isTold: false })
  await vi.advanceTimersByTimeAsync(3 * SECOND_MS)
  expect({ shown, seqs: seqs() }).toEqual({ shown: [1, 2, 3], seqs: upTo(9) })
  await vi.advanceTimersByTimeAsync(8 * SECOND_MS)
  expect(sources.map(({ url }) => url)).toEqual(['/api/upgrades/job-1/events', '/api/upgrades/job-1/events?lastEventId=3.9'])
  sources.at(-1)?.dispatchEvent(new Event('open'))
  say('log', { lines: linesFrom(8, 9) })
  say('snapshot', { snapshot: snapshotNow() })
  goOn(1, { isTold: true })
  expect({ shown, seqs: seqs(), kind: state.connection.kind }).toEqual({ shown: [1, 2, 3, 4], seqs: upTo(10), kind: 'live' })
})

test('a late answer of the poller does not take back what the stream told meanwhile', async () => {
  answers.isHeld = true
  document.dispatchEvent(new Event('visibilitychange'))
  goOn(2, { isTold: true })
  goOn(2, { isTold: true })
  expect(answers.held).toHaveLength(1)
  for (const release of answers.held) release()
  await vi.advanceTimersByTimeAsync(0)
  expect({ shown, seqs: seqs() }).toEqual({ shown: [1, 2, 3], seqs: upTo(7) })
})

// A half-open connection looks alive: without the check of its silence the page would stand still for ever.
test('a stream that has died without a word is found and opened anew', async () => {
  goOn(5, { isTold: false })
  await vi.advanceTimersByTimeAsync(20 * SECOND_MS)
  expect({ shown, seqs: seqs() }).toEqual({ shown: [1, 2], seqs: upTo(8) })
  expect(sources.map(({ readyState }) => readyState)).toEqual([Source.CLOSED, 1])
})

test('lines that the stream left out are fetched once it is clear that they do not come by themselves', async () => {
  panel = { revision: 2, lines: 9 }
  say('log', { lines: linesFrom(7, 9) })
  await vi.advanceTimersByTimeAsync(3 * SECOND_MS)
  expect(seqs()).toEqual(upTo(9))
})

function turn(visibilityState: 'visible' | 'hidden'): void {
  Object.assign(document, { visibilityState })
  document.dispatchEvent(new Event('visibilitychange'))
}
const open = () => sources.filter(({ readyState }) => readyState !== Source.CLOSED).length

// Six tabs that hold on to their streams use up the connections of a browser over HTTP/1.1: no page of the panel loads any more.
test('a tab that is hidden for long lets go of its stream, still hears of everything, and has its stream back when somebody looks', async () => {
  turn('hidden')
  await vi.advanceTimersByTimeAsync(29 * SECOND_MS)
  expect(open()).toBe(1)
  await vi.advanceTimersByTimeAsync(2 * SECOND_MS)
  expect({ open: open(), kind: state.connection.kind }).toEqual({ open: 0, kind: 'polling' })
  goOn(4, { isTold: false })
  await vi.advanceTimersByTimeAsync(7 * SECOND_MS)
  expect({ shown, seqs: seqs() }).toEqual({ shown: [1, 2], seqs: upTo(7) })
  await vi.advanceTimersByTimeAsync(600 * SECOND_MS)
  expect(sources).toHaveLength(1)
  turn('visible')
  sources.at(-1)?.dispatchEvent(new Event('open'))
  goOn(1, { isTold: true })
  expect({ shown, seqs: seqs(), kind: state.connection.kind, open: open() }).toEqual({
    shown: [1, 2, 3],
    seqs: upTo(8),
    kind: 'live',
    open: 1,
  })
  expect(sources.at(-1)?.url).toBe('/api/upgrades/job-1/events?lastEventId=2.7')
})

test('a tab that is hidden for a moment keeps its stream, and its next absence is counted anew', async () => {
  for (const _ of [1, 2, 3]) {
    turn('hidden')
    await vi.advanceTimersByTimeAsync(20 * SECOND_MS)
    turn('visible')
    await vi.advanceTimersByTimeAsync(SECOND_MS)
  }
  expect({ all: sources.length, open: open() }).toEqual({ all: 1, open: 1 })
})

test('a tab that is opened in the background has no stream until somebody looks, but knows how the job is', async () => {
  leave()
  sources = []
  state = EMPTY_STREAM
  turn('hidden')
  leave = follow()
  await vi.advanceTimersByTimeAsync(2 * SECOND_MS)
  expect({ sources, revision: state.snapshot?.revision, seqs: seqs() }).toEqual({ sources: [], revision: 1, seqs: upTo(3) })
  turn('visible')
  expect({ open: open(), kind: state.connection.kind }).toEqual({ open: 1, kind: 'connecting' })
})

test('a tab that is hidden asks every five seconds, and says that nobody looks', async () => {
  const asked = vi.fn(answer)
  vi.stubGlobal('fetch', asked)
  turn('hidden')
  await vi.advanceTimersByTimeAsync(32 * SECOND_MS)
  asked.mockClear()
  await vi.advanceTimersByTimeAsync(60 * SECOND_MS)
  expect(asked.mock.calls.length).toBe(12)
  expect(asked).toHaveBeenLastCalledWith(
    expect.anything(),
    expect.objectContaining({ headers: expect.objectContaining({ 'x-panel-unattended': '1' }) }),
  )
})

test('who has left hears nothing more and asks nothing more', async () => {
  leave()
  goOn(3, { isTold: false })
  await vi.advanceTimersByTimeAsync(60 * SECOND_MS)
  expect({ shown, seqs: seqs(), timers: vi.getTimerCount() }).toEqual({ shown: [1], seqs: upTo(3), timers: 0 })
  expect(sources.every(({ readyState }) => readyState === Source.CLOSED)).toBe(true)
})
