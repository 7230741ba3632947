import { replaceEqualDeep } from '@tanstack/react-query'
import type { JobSnapshot, LogLine } from '@/server/contract/job.ts'

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
  /** Ascending by `seq`, each once; holes are possible behind `contiguousTo`. */
  lines: readonly LogLine[]
  /** Every line from 1 up to here is held. */
  contiguousTo: number
  /** The highest line number that anybody told of. */
  lastKnownSeq: number
  connection: Connection
  /** Why nothing can be shown; null as soon as a snapshot is held. */
  failure: Error | null
}

export type JobStreamAction =
  | { type: 'snapshot'; snapshot: JobSnapshot; receivedAt: number }
  | { type: 'log'; lines: readonly LogLine[] }
  | { type: 'connection'; connection: Connection }
  | { type: 'unreadable'; failure: Error }

export const EMPTY_STREAM: JobStreamState = {
  snapshot: null,
  clockOffsetMs: 0,
  lines: [],
  contiguousTo: 0,
  lastKnownSeq: 0,
  connection: { kind: 'connecting' },
  failure: null,
}

/** What the screen knows after one more message, in whatever order and however often messages arrive. */
export function jobStreamState(state: JobStreamState, action: JobStreamAction): JobStreamState {
  switch (action.type) {
    case 'snapshot':
      return withSnapshot(state, action.snapshot, action.receivedAt)
    case 'log':
      return withLines(state, action.lines)
    case 'connection':
      return sameConnection(state.connection, action.connection) ? state : { ...state, connection: action.connection }
    case 'unreadable':
      return state.snapshot === null ? { ...state, failure: action.failure } : state
    default:
      return action satisfies never
  }
}

/** Line numbers that are known to exist and are not held, or null. Both ends are included. */
export function firstGap(state: JobStreamState): { from: number; to: number } | null {
  const next = state.lines[state.contiguousTo]
  const to = next === undefined ? state.lastKnownSeq : next.seq - 1
  return to > state.contiguousTo ? { from: state.contiguousTo + 1, to } : null
}

function withSnapshot(state: JobStreamState, snapshot: JobSnapshot, receivedAt: number): JobStreamState {
  const lastKnownSeq = Math.max(state.lastKnownSeq, snapshot.lastLogSeq)
  if (state.snapshot !== null && isOlder(snapshot, state.snapshot)) {
    return lastKnownSeq === state.lastKnownSeq ? state : { ...state, lastKnownSeq }
  }
  // What says the same stays the same object: of a whole snapshot only the step that changed is drawn anew.
  const told = replaceEqualDeep(state.snapshot, snapshot)
  return { ...state, snapshot: told, clockOffsetMs: Date.parse(snapshot.serverNow) - receivedAt, lastKnownSeq, failure: null }
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
  const lines = isAppend ? state.lines.concat(fresh) : state.lines.concat(fresh).sort((a, b) => a.seq - b.seq)
  let contiguousTo = state.contiguousTo
  while (lines[contiguousTo]?.seq === contiguousTo + 1) contiguousTo += 1
  return { ...state, lines, contiguousTo, lastKnownSeq: Math.max(state.lastKnownSeq, lines.at(-1)?.seq ?? 0) }
}

/** The incoming lines that are not held yet, ascending, each once. */
function newLines(state: JobStreamState, incoming: readonly LogLine[]): LogLine[] {
  const beyond = new Set(state.lines.slice(state.contiguousTo).map((line) => line.seq))
  const fresh = incoming.filter((line) => {
    if (line.seq <= state.contiguousTo || beyond.has(line.seq)) return false
    beyond.add(line.seq)
    return true
  })
  return fresh.sort((a, b) => a.seq - b.seq)
}

function sameConnection(a: Connection, b: Connection): boolean {
  return a.kind === b.kind
}
