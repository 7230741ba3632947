import type { ServersReading, ServersSpan } from '../contract/job.ts'

/** Readings further apart than this say nothing of the time between them. */
const SERVERS_GAP_MS = 75_000
/** More than a night of changes; a server that flaps for days must not fill the store. The oldest go first. */
const MOST_SPANS = 500

/** The spans after one more reading: a span goes on while the same is seen, and time in which nobody looked belongs to none. */
export function withReading(spans: readonly ServersSpan[], reading: ServersReading): ServersSpan[] {
  const seen = reading.ok ? reading.servers.map(({ ip, status, isOnline }) => ({ ip, status: steadyWord(status), isOnline })) : null
  const last = spans.at(-1)
  if (last === undefined) return [{ from: reading.at, to: reading.at, servers: seen }]
  const at = Date.parse(reading.at)
  // Two panels on one store, or a clock that was put back: what is older than what is kept adds nothing.
  if (at <= Date.parse(last.to)) return [...spans]
  const isGap = at - Date.parse(last.to) > SERVERS_GAP_MS
  if (!isGap && JSON.stringify(last.servers) === JSON.stringify(seen)) return [...spans.slice(0, -1), { ...last, to: reading.at }]
  // Without a gap the old state is taken to have lasted until the new one was seen.
  const before = isGap ? spans : [...spans.slice(0, -1), { ...last, to: reading.at }]
  return [...before, { from: reading.at, to: reading.at, servers: seen }].slice(-MOST_SPANS)
}

/** The MetaDB's drivers add the age of a heartbeat, which is another one at every reading. */
export function steadyWord(status: string): string {
  return status.replace(/\d+ s (ago|ahead)/, '… s $1').slice(0, 80)
}
