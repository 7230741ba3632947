/** The newest heartbeat of each server, as OMS wrote it: milliseconds by the clock and the time zone of whoever wrote it. */
export type Beats = Record<string, number>

export interface BeatReading {
  /** The MetaDB's clock at the same moment. */
  now: number
  beats: Beats
}

/** Heartbeats that came after a moment. Values are compared with each other only, so no clock and no time zone can make them look newer. */
export interface BeatWatch {
  since: BeatReading
  /** What is newer than `since`, each value once, oldest first. */
  newer: Record<string, { value: number; offset: number }[]>
}

export function watchSince(since: BeatReading): BeatWatch {
  return { since, newer: {} }
}

/** The watch after one more reading. Of many beats the first and the newest ones say all. */
const MOST_BEATS = 6

export function withBeats(watch: BeatWatch, { now, beats }: BeatReading): BeatWatch {
  const newer = { ...watch.newer }
  for (const [ip, value] of Object.entries(beats)) {
    const known = newer[ip] ?? []
    const last = known.at(-1)?.value ?? watch.since.beats[ip] ?? Number.NEGATIVE_INFINITY
    if (value <= last) continue
    const kept = known.length < MOST_BEATS ? known : [...known.slice(0, 2), ...known.slice(3)]
    newer[ip] = [...kept, { value, offset: value - now }]
  }
  return { ...watch, newer }
}

export function newerBeats({ newer }: BeatWatch, ip: string): number {
  return newer[ip]?.length ?? 0
}

/** How often OMS sends one, in whole seconds; null before two of one server were seen. */
export function beatSeconds({ newer }: BeatWatch): number | null {
  const gaps = Object.values(newer).flatMap((beats) => beats.slice(1).map((beat, index) => beat.value - (beats[index]?.value ?? 0)))
  return gaps.length === 0 ? null : Math.max(1, Math.round(Math.min(...gaps) / 1000))
}

const MINUTE_MS = 60_000
/** Less than this is a beat that is read a little late, or a clock that is a little off. */
const NOTABLE_MINUTES = 5

/** By how many minutes OMS writes its heartbeats ahead of the MetaDB's clock (negative: behind); null where that is not worth a word. */
export function offsetMinutes({ newer }: BeatWatch): number | null {
  const offsets = Object.values(newer).flatMap((beats) => beats.map(({ offset }) => Math.round(offset / MINUTE_MS)))
  const largest = offsets.reduce((most, offset) => (Math.abs(offset) > Math.abs(most) ? offset : most), 0)
  return Math.abs(largest) < NOTABLE_MINUTES ? null : largest
}
