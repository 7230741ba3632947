import type { ServersSpan } from '@/server/contract/job.ts'

/** unreadable: the panel asked and got no answer. unseen: nobody asked. */
export type StripState = 'online' | 'offline' | 'unreadable' | 'unseen'

export interface StripPart {
  state: StripState
  /** Milliseconds. */
  from: number
  to: number
}

/** Readings come every few seconds and are kept a little later: so long the newest span still counts as now. */
const FRESH_MS = 45_000

/** Every server that was seen in the job, in the order of its addresses. */
export function serversSeen(history: readonly ServersSpan[]): string[] {
  return [...new Set(history.flatMap(({ servers }) => (servers ?? []).map(({ ip }) => ip)))].sort()
}

/** How one server was from one moment to another, without holes: a time that nobody saw is a part of its own. */
export function serverStrip(history: readonly ServersSpan[], ip: string, from: number, to: number): StripPart[] {
  const parts: StripPart[] = []
  let reached = from
  const add = (state: StripState, until: number) => {
    const end = Math.min(until, to)
    if (end <= reached) return
    const last = parts.at(-1)
    if (last?.state === state) last.to = end
    else parts.push({ state, from: reached, to: end })
    reached = end
  }
  history.forEach((span, index) => {
    const isNewest = index === history.length - 1
    const end = Date.parse(span.to)
    add('unseen', Date.parse(span.from))
    add(stateOf(span, ip), isNewest && to - end <= FRESH_MS ? to : end)
  })
  add('unseen', to)
  return parts
}

/** Seconds of each state that occurs, the good one first. */
export function stripSeconds(parts: readonly StripPart[]): { state: StripState; seconds: number }[] {
  return (['online', 'offline', 'unreadable', 'unseen'] as const).flatMap((state) => {
    const mine = parts.filter((part) => part.state === state)
    const seconds = Math.round(mine.reduce((sum, { from, to }) => sum + to - from, 0) / 1000)
    return mine.length === 0 ? [] : [{ state, seconds }]
  })
}

function stateOf({ servers }: ServersSpan, ip: string): StripState {
  if (servers === null) return 'unreadable'
  return servers.find((server) => server.ip === ip)?.isOnline === true ? 'online' : 'offline'
}
