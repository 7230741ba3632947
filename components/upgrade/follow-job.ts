import { ReadError } from '@/components/read/read-error.ts'
import { readJson } from '@/components/read/read-json.ts'
import type { JobEvent, JobSnapshot, LogLine, PresenceEvent } from '@/server/contract/job.ts'
import { LOG_TAIL_LINES } from '@/server/contract/log.ts'
import { everySecond } from './every-second.ts'
import { firstGap, type JobStreamAction, type JobStreamState } from './job-stream-state.ts'

const POLL_EVERY_MS = 2000
const POLL_HIDDEN_EVERY_MS = 5000
const LET_GO_AFTER_MS = 30_000
const REOPEN_AFTER_MS = 10_000
const CONNECT_DEADLINE_MS = 10_000
const SILENCE_MS = 15_000

interface Following {
  jobId: string
  dispatch(action: JobStreamAction): void
  state(): JobStreamState
}

/**
 * Follows one job until the returned function is called: by events, and by polling while events cannot be had. A stream that
 * is silent for long is checked against a snapshot, because a half-open connection looks alive. A page that is hidden for long
 * asks too: over HTTP/1.1 a browser has six connections to the panel for all of its tabs.
 */
export function followJob({ jobId, dispatch, state }: Following): () => void {
  const base = `/api/upgrades/${encodeURIComponent(jobId)}`
  const abort = new AbortController()
  let source: EventSource | null = null
  let openedAt = 0
  let closedAt = 0
  let heardAt = Date.now()
  let polledAt = 0
  let hiddenSince: number | null = null
  let gapSeen = 0
  let isReadingLog = false
  let isReadingSnapshot = false

  function open() {
    source?.close()
    const { snapshot, contiguousTo } = state()
    const resume = snapshot === null ? '' : `?lastEventId=${snapshot.revision}.${contiguousTo}`
    source = new EventSource(`${base}/events${resume}`)
    openedAt = Date.now()
    source.addEventListener('open', heard)
    source.addEventListener('snapshot', (event) => take(event.data))
    source.addEventListener('log', (event) => take(event.data))
    source.addEventListener('presence', (event) => take(event.data))
    source.addEventListener('error', lost)
  }

  function heard() {
    heardAt = Date.now()
    dispatch({ type: 'connection', connection: { kind: 'live' } })
  }

  function take(data: string) {
    heard()
    const message = JSON.parse(data) as JobEvent | PresenceEvent
    if (message.type === 'snapshot') dispatch({ type: 'snapshot', snapshot: message.snapshot, receivedAt: Date.now() })
    else dispatch(message)
  }

  function lost() {
    if (source?.readyState === EventSource.CLOSED) close()
    else if (state().connection.kind === 'live') {
      openedAt = Date.now()
      dispatch({ type: 'connection', connection: { kind: 'reconnecting', since: Date.now() } })
    }
  }

  function close() {
    source?.close()
    source = null
    closedAt = Date.now()
    dispatch({ type: 'connection', connection: { kind: 'polling', since: Date.now() } })
  }

  async function readSnapshot() {
    if (isReadingSnapshot) return
    isReadingSnapshot = true
    polledAt = Date.now()
    try {
      const snapshot = await readJson<JobSnapshot>(base, abort.signal)
      const wasBehind = snapshot.revision > (state().snapshot?.revision ?? snapshot.revision)
      dispatch({ type: 'snapshot', snapshot, receivedAt: Date.now() })
      // The stream said nothing of a revision that exists: it is dead although it looks open.
      if (wasBehind && source !== null && Date.now() - heardAt >= SILENCE_MS) open()
    } catch (cause) {
      if (cause instanceof ReadError) dispatch({ type: 'unreadable', failure: cause })
    } finally {
      isReadingSnapshot = false
    }
  }

  async function readGap(from: number) {
    if (isReadingLog) return
    isReadingLog = true
    try {
      const page = await readJson<{ lines: LogLine[] }>(`${base}/log?after=${from - 1}&limit=${LOG_TAIL_LINES}`, abort.signal)
      dispatch({ type: 'log', lines: page.lines })
    } catch {
      // The next tick asks again.
    } finally {
      isReadingLog = false
    }
  }

  function tick() {
    const now = Date.now()
    const gap = firstGap(state())
    // A stream may be about to bring the lines itself: only a gap that is still there after a tick is fetched.
    if (gap !== null && (source === null || gapSeen === gap.from)) void readGap(gap.from)
    gapSeen = gap?.from ?? 0
    if (source === null) {
      if (now - polledAt >= (hiddenSince === null ? POLL_EVERY_MS : POLL_HIDDEN_EVERY_MS)) void readSnapshot()
      if (hiddenSince === null && now - closedAt >= REOPEN_AFTER_MS) open()
    } else if (hiddenSince !== null && now - hiddenSince >= LET_GO_AFTER_MS) {
      close()
    } else if (state().connection.kind !== 'live') {
      if (now - openedAt >= CONNECT_DEADLINE_MS) close()
    } else if (now - heardAt >= SILENCE_MS && now - polledAt >= SILENCE_MS) void readSnapshot()
  }

  function look() {
    hiddenSince = document.visibilityState === 'hidden' ? (hiddenSince ?? Date.now()) : null
    if (hiddenSince !== null) return
    void readSnapshot()
    if (source !== null) return
    dispatch({ type: 'connection', connection: { kind: 'connecting' } })
    open()
  }

  look()
  // Opened in the background: it may be one of many.
  if (source === null) {
    close()
    void readSnapshot()
  }
  const rest = everySecond(tick)
  document.addEventListener('visibilitychange', look)

  return () => {
    abort.abort()
    rest()
    document.removeEventListener('visibilitychange', look)
    source?.close()
  }
}
