import type { JobEvent } from '../contract/job.ts'
import { LOG_TAIL_LINES } from '../contract/log.ts'
import type { Store } from '../db/open-store.ts'
import { lastSeqOf } from './log-counts.ts'
import { readJob } from './read-job.ts'
import { readLog } from './read-log.ts'

const TICK_MS = 50

export interface FeedPosition {
  revision: number
  seq: number
}

export interface FeedMessage {
  position: FeedPosition
  event: JobEvent
}

type Listener = (message: FeedMessage) => void

interface Feed {
  listeners: Set<Listener>
  position: FeedPosition
  timer: NodeJS.Timeout
}

interface Subscription {
  jobId: string
  /** What the browser has already; {revision: -1, seq: 0} for nothing. */
  from: FeedPosition
  send: Listener
  signal: AbortSignal
}

/**
 * Follows jobs for any number of viewers with one read of the journal a tick a job. It reads the store and not the process that
 * runs the job, so it shows the same truth wherever the run happens to be.
 */
export function createJobFeed(store: Store, now: () => Date) {
  const feeds = new Map<string, Feed>()

  /** A viewer that is far behind gets the end: it knows by the numbers what it passed over, and reads that when somebody looks. */
  async function newestAfter(jobId: string, seq: number) {
    const last = await lastSeqOf(store, jobId)
    if (last <= seq) return []
    const after = Math.max(seq, last - LOG_TAIL_LINES)
    return await readLog(store, jobId, { after, limit: LOG_TAIL_LINES })
  }

  async function tell(jobId: string, feed: Feed): Promise<void> {
    const job = await store.upgradeJob.findUnique({ where: { id: jobId }, select: { revision: true } })
    const lines = await newestAfter(jobId, feed.position.seq)
    const last = lines.at(-1)
    if (last !== undefined) {
      feed.position = { ...feed.position, seq: last.seq }
      for (const listener of feed.listeners) listener({ position: feed.position, event: { type: 'log', lines } })
    }
    if (job !== null && job.revision > feed.position.revision) {
      const snapshot = await readJob(store, jobId, now())
      feed.position = { ...feed.position, revision: snapshot.revision }
      for (const listener of feed.listeners) listener({ position: feed.position, event: { type: 'snapshot', snapshot } })
    }
  }

  function follow(jobId: string, position: FeedPosition): Feed {
    const feed: Feed = { listeners: new Set(), position, timer: setTimeout(() => {}, 0) }
    const tick = async () => {
      // A store that is busy for a moment is read again at the next tick; viewers keep their connection.
      await tell(jobId, feed).catch(() => {})
      if (feeds.get(jobId) === feed) feed.timer = setTimeout(tick, TICK_MS)
    }
    feed.timer = setTimeout(tick, TICK_MS)
    feeds.set(jobId, feed)
    return feed
  }

  async function here(jobId: string): Promise<FeedPosition> {
    const { revision, lastLogSeq } = await readJob(store, jobId, now())
    return { revision, seq: lastLogSeq }
  }

  async function join(jobId: string, listener: Listener): Promise<() => void> {
    const position = await here(jobId)
    const feed = feeds.get(jobId) ?? follow(jobId, position)
    feed.listeners.add(listener)
    return () => {
      feed.listeners.delete(listener)
      if (feed.listeners.size > 0) return
      clearTimeout(feed.timer)
      if (feeds.get(jobId) === feed) feeds.delete(jobId)
    }
  }

  return {
    /** Sends what is missing since `from`, of a long log its end, then everything new, until the signal aborts. Codes: not-found. */
    async subscribe({ jobId, from, send, signal }: Subscription): Promise<void> {
      const mine = { ...from }
      const take: Listener = ({ event }) => {
        if (event.type === 'snapshot') {
          if (event.snapshot.revision <= mine.revision) return
          mine.revision = event.snapshot.revision
          return send({ position: { ...mine }, event })
        }
        const lines = event.lines.filter((line) => line.seq > mine.seq)
        const last = lines.at(-1)
        if (last === undefined) return
        mine.seq = last.seq
        send({ position: { ...mine }, event: lines.length === event.lines.length ? event : { type: 'log', lines } })
      }

      // Listening begins before catching up, so nothing falls between the two; what comes twice is dropped by its number.
      let early: FeedMessage[] | null = []
      const listener: Listener = (message) => (early === null ? take(message) : void early.push(message))
      const leave = await join(jobId, listener)
      signal.addEventListener('abort', leave)
      if (signal.aborted) return leave()
      for (;;) {
        const lines = await newestAfter(jobId, mine.seq)
        if (lines.length === 0) break
        take({ position: mine, event: { type: 'log', lines } })
      }
      const snapshot = await readJob(store, jobId, now())
      // Also when the viewer has this revision: it tells a reloaded page where everything stands.
      mine.revision = Math.min(mine.revision, snapshot.revision - 1)
      take({ position: mine, event: { type: 'snapshot', snapshot } })
      const waiting = early
      early = null
      for (const message of waiting) take(message)
    },
  }
}

export type JobFeed = ReturnType<typeof createJobFeed>
