import { replaceEqualDeep } from '@tanstack/react-query'
import type { JobSnapshot, LogLine, Watcher } from '@/server/contract/job.ts'
import { LOG_TAIL_LINES } from '@/server/contract/log.ts'

/** The log viewer reads older lines from the panel; a page that is open for a night must not hold a million. */
const MOST_HELD = 2 * LOG_TAIL_LINES

/** Less than a duration on the screen can show. */
const SAME_CLOCK_MS = 500

/** How this screen hears of the job. `since` is in milliseconds of the browser's clock. */
export type Connection =
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'reconnecting'; since: number }
  | { kind: 'polling'; since: number }

export interface JobStreamState {
  snapshot: JobSnapshot | null
  /** The panel's clock minus this browser's, in milliseconds. */
  clockOffsetMs: number
  /** The newest ones, ascending by `seq`, each once; holes are possible behind `contiguousTo`. */
  lines: readonly LogLine[]
  /** Every line from the first held one up to here is held. */
  contiguousTo: number
  /** The highest line number that anybody told of. */
  lastKnownSeq: number
  connection: Connection
  /** Who watches; null where it is not known, because only the live stream tells it. */
  watchers: readonly Watcher[] | null
  /** Why nothing can be shown; null as soon as a snapshot is held. */
  failure: Error | null
}

export type JobStreamAction =
  | { type: 'snapshot'; snapshot: JobSnapshot; receivedAt: number }
  | { type: 'log'; lines: readonly LogLine[] }
  | { type: 'presence'; watchers: readonly Watcher[] }
  | { type: 'connection'; connection: Connection }
  | { type: 'unreadable'; failure: Error }

export const EMPTY_STREAM: JobStreamState = {
  snapshot: null,
  clockOffsetMs: 0,
  lines: [],
  contiguousTo: 0,
  lastKnownSeq: 0,
  connection: { kind: 'connecting' },
  watchers: null,
  failure: null,
}

/** What the screen knows after one more message, in whatever order and however often messages arrive. */
export function jobStreamState(state: JobStreamState, action: JobStreamAction): JobStreamState {
  switch (action.type) {
    case 'snapshot':
      return withSnapshot(state, action.snapshot, action.receivedAt)
    case 'log':
      return withLines(state, action.lines)
    case 'presence':
      return { ...state, watchers: action.watchers }
    case 'connection':
      return withConnection(state, action.connection)
    case 'unreadable':
      return state.snapshot === null ? { ...state, failure: action.failure } : state
    default:
      return action satisfies never
  }
}

/** Newest line numbers that are known to exist and are not held, or null. Both ends are included. */
export function firstGap(state: JobStreamState): { from: number; to: number } | null {
  const next = state.lines.find((line) => line.seq > state.contiguousTo)
  const to = next === undefined ? state.lastKnownSeq : next.seq - 1
  return to > state.contiguousTo ? { from: Math.max(state.contiguousTo + 1, to - LOG_TAIL_LINES + 1), to } : null
}

function withSnapshot(state: JobStreamState, snapshot: JobSnapshot, receivedAt: number): JobStreamState {
  const lastKnownSeq = Math.max(state.lastKnownSeq, snapshot.lastLogSeq)
  if (state.snapshot !== null && isOlder(snapshot, state.snapshot)) {
    return lastKnownSeq === state.lastKnownSeq ? state : { ...state, lastKnownSeq }
  }
  // What says the same stays the same object: of a whole snapshot only the step that changed is drawn anew.
  const told = replaceEqualDeep(state.snapshot, snapshot)
  const clockOffsetMs = steadyOffset(state.clockOffsetMs, Date.parse(snapshot.serverNow) - receivedAt)
  return { ...state, snapshot: told, clockOffsetMs, lastKnownSeq, failure: null }
}

/** A message that was a little longer on its way is no other clock: with each new number everything that shows a duration is drawn anew. */
function steadyOffset(heldMs: number, newMs: number): number {
  return Math.abs(newMs - heldMs) < SAME_CLOCK_MS ? heldMs : newMs
}

function isOlder(candidate: JobSnapshot, held: JobSnapshot): boolean {
  if (candidate.revision !== held.revision) return candidate.revision < held.revision
  return Date.parse(candidate.serverNow) < Date.parse(held.serverNow)
}

function withLines(state: JobStreamState, incoming: readonly LogLine[]): JobStreamState {
  const fresh = newLines(state, incoming)
  if (fresh.length === 0) return state
  const last = state.lines.at(-1)?.seq ?? 0
  const isAppend = (fresh[0]?.seq ?? 0) > last
  const all = isAppend ? state.lines.concat(fresh) : state.lines.concat(fresh).sort((a, b) => a.seq - b.seq)
  const newest = all.at(-1)?.seq ?? 0
  const lines = all.filter((line) => line.seq > newest - MOST_HELD)
  const first = lines[0]?.seq ?? 0
  let held = 0
  while (lines[held]?.seq === first + held) held += 1
  return { ...state, lines, contiguousTo: first + held - 1, lastKnownSeq: Math.max(state.lastKnownSeq, newest) }
}

/** The incoming lines that are not held yet, ascending, each once. */
function newLines(state: JobStreamState, incoming: readonly LogLine[]): LogLine[] {
  const seen = new Set(state.lines.map((line) => line.seq))
  const oldest = (state.lines.at(-1)?.seq ?? 0) - MOST_HELD
  const fresh = incoming.filter((line) => {
    if (line.seq <= oldest || seen.has(line.seq)) return false
    seen.add(line.seq)
    return true
  })
  return fresh.sort((a, b) => a.seq - b.seq)
}

/** Without the live stream nobody tells who is there, and an old list would be a wrong one. */
function withConnection(state: JobStreamState, connection: Connection): JobStreamState {
  if (state.connection.kind === connection.kind) return state
  return { ...state, connection, watchers: connection.kind === 'live' ? state.watchers : null }
}
