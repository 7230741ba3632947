import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LOG_TAIL_LINES } from '../contract/log.ts'
import { startedJob } from '../db/testing/started-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { createJobFeed, type FeedMessage, type FeedPosition } from './job-feed.ts'

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let jobId: string
let written = 0
let stop = new AbortController()

beforeEach(async () => {
  temporary = await temporaryStore()
  jobId = (await startedJob(temporary.store)).jobId
  written = 0
  stop = new AbortController()
})

afterEach(async () => {
  stop.abort()
  await temporary.close()
})

async function write(count: number): Promise<void> {
  const data = Array.from({ length: count }, () => ({
    jobId,
    seq: ++written,
    at: new Date(),
    stepId: 'ha-off',
    stream: 'panel',
    text: `line ${written}`,
  }))
  await temporary.store.logLine.createMany({ data })
  await temporary.store.upgradeJob.update({ where: { id: jobId }, data: { revision: { increment: 1 } } })
}

function viewer(feed: ReturnType<typeof createJobFeed>, from: FeedPosition) {
  const messages: FeedMessage[] = []
  const leave = new AbortController()
  const joined = feed.subscribe({
    jobId,
    from,
    send: (message) => messages.push(message),
    signal: AbortSignal.any([leave.signal, stop.signal]),
  })
  const seqs = () => messages.flatMap(({ event }) => (event.type === 'log' ? event.lines.map((line) => line.seq) : []))
  const revision = () => messages.reduce((newest, { event }) => (event.type === 'snapshot' ? event.snapshot.revision : newest), -1)
  return { messages, leave, joined, seqs, revision }
}

const START = { revision: -1, seq: 0 }
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

test('whoever joins late gets every line once, and then what is new', async () => {
  const feed = createJobFeed(temporary.store, () => new Date())
  await write(LOG_TAIL_LINES - 100)
  const early = viewer(feed, START)
  await early.joined
  await write(10)
  const late = viewer(feed, START)
  await late.joined
  await write(10)
  for (const each of [early, late]) await vi.waitFor(() => expect(each.seqs()).toEqual(upTo(LOG_TAIL_LINES - 80)))
  for (const each of [early, late]) await vi.waitFor(() => expect(each.revision()).toBe(3))
})

// A log of a million lines would keep the page, and the panel, busy for minutes before the first line is seen.
test('whoever joins a long log gets its end at once, and misses nothing from there on', async () => {
  const feed = createJobFeed(temporary.store, () => new Date())
  await write(LOG_TAIL_LINES + 700)
  const late = viewer(feed, START)
  await late.joined
  await write(10)
  await vi.waitFor(() => expect(late.seqs()).toEqual(upTo(written, 701)))
})

test('after a break the stream goes on right behind the last line that arrived', async () => {
  const feed = createJobFeed(temporary.store, () => new Date())
  await write(20)
  const before = viewer(feed, START)
  await before.joined
  before.leave.abort()
  await write(20)
  const after = viewer(feed, before.messages.at(-1)?.position ?? START)
  await after.joined
  await write(5)
  await vi.waitFor(() => expect([...before.seqs(), ...after.seqs()]).toEqual(upTo(45)))
})

// Joining reads the store while the run goes on writing: nothing may fall between the two.
test('joining while lines are written loses and repeats nothing', async () => {
  const feed = createJobFeed(temporary.store, () => new Date())
  const first = viewer(feed, START)
  await first.joined
  const viewers = [first]
  for (let round = 0; round < 12; round += 1) {
    const joining = viewer(feed, START)
    viewers.push(joining)
    await Promise.all([write(30), joining.joined])
  }
  for (const each of viewers) await vi.waitFor(() => expect(each.seqs()).toEqual(upTo(written)), { timeout: 5000 })
})
