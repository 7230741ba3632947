import { Temporal } from 'temporal-polyfill'
import type { OpenTime, WindowSpec, WindowState } from '../contract/maintenance-window.ts'

/** Milliseconds since 1970; `from` is inside, `to` is not. */
interface Span {
  from: number
  to: number
}

export interface WindowRules {
  timeZone: string
  specs: readonly WindowSpec[]
}

const DAY_MS = 86_400_000
/** How far ahead the next window is looked for: near first, because that is where it usually is. */
const HORIZONS_DAYS = [9, 70, 800]

/** Whether this panel knows the time zone by that name; offsets such as +08:00 know no summer time and are no names. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}

/** `2026-11-28 22:00` in the time zone. */
export function localClock(at: string | number, timeZone: string): string {
  const instant = typeof at === 'number' ? Temporal.Instant.fromEpochMilliseconds(at) : Temporal.Instant.from(at)
  return instant.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')
}

type Disambiguation = 'compatible' | 'earlier' | 'later'

/** The instant of a local time. An hour that does not exist is moved on; of one that comes twice it is the first, unless told. */
function instantOf(local: Temporal.PlainDateTime | string, timeZone: string, disambiguation: Disambiguation = 'compatible'): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds
}

function weekly({ weekdays, start, minutes }: Extract<WindowSpec, { kind: 'weekly' }>, timeZone: string, { from, to }: Span): Span[] {
  const first = Temporal.Instant.fromEpochMilliseconds(from - 2 * DAY_MS)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
  const days = Math.ceil((to - from) / DAY_MS) + 4
  const time = Temporal.PlainTime.from(start)
  return Array.from({ length: days }, (_, index) => first.add({ days: index }))
    .filter((day) => weekdays.includes(day.dayOfWeek))
    .map((day) => {
      const opens = instantOf(day.toPlainDateTime(time), timeZone)
      return { from: opens, to: opens + minutes * 60_000 }
    })
}

/** Spans that touch become one. */
function merged(spans: Span[]): Span[] {
  const joined: Span[] = []
  for (const span of spans.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else joined.push({ ...span })
  }
  return joined
}

function without(spans: Span[], holes: Span[]): Span[] {
  return holes.reduce(
    (left, hole) =>
      left.flatMap((span) =>
        [
          { from: span.from, to: Math.min(span.to, hole.from) },
          { from: Math.max(span.from, hole.to), to: span.to },
        ].filter(({ from, to }) => to > from),
      ),
    spans,
  )
}

/** A freeze lasts as long as its words can mean: of an hour that comes twice it takes both. */
function freezes({ specs, timeZone }: WindowRules): (Span & { reason: string })[] {
  return specs.flatMap((spec) =>
    spec.kind === 'freeze'
      ? [{ from: instantOf(spec.from, timeZone, 'earlier'), to: instantOf(spec.to, timeZone, 'later'), reason: spec.reason }]
      : [],
  )
}

function hasWindows({ specs }: WindowRules): boolean {
  return specs.some(({ kind }) => kind !== 'freeze')
}

/** Every time in which a start is possible, as far as it lies in `range`; freezes are cut out. */
function openSpans(rules: WindowRules, range: Span): Span[] {
  const { specs, timeZone } = rules
  const windows = specs.flatMap((spec): Span[] => {
    if (spec.kind === 'weekly') return weekly(spec, timeZone, range)
    return spec.kind === 'once' ? [{ from: instantOf(spec.from, timeZone), to: instantOf(spec.to, timeZone) }] : []
  })
  const always = [{ from: range.from - DAY_MS, to: Number.POSITIVE_INFINITY }]
  return without(hasWindows(rules) ? merged(windows) : always, merged(freezes(rules)))
}

function soonest(rules: WindowRules, now: number, count: number): Span[] {
  let found: Span[] = []
  for (const days of HORIZONS_DAYS) {
    const end = now + days * DAY_MS
    found = openSpans(rules, { from: now, to: end }).filter(({ from, to }) => to > now && from < end)
    if (found.length >= count) break
  }
  return found.slice(0, count)
}

const iso = (at: number) => (Number.isFinite(at) ? new Date(at).toISOString() : null)

/** What windows and freezes say of the moment `at`. */
export function windowState(rules: WindowRules, at: Date): WindowState {
  const now = at.getTime()
  const [first, second] = soonest(rules, now, 2)
  const open = first !== undefined && first.from <= now ? first : null
  const freeze = freezes(rules).find(({ from, to }) => from <= now && now < to)
  const next = open === null ? first : second
  return {
    timeZone: rules.timeZone,
    hasWindows: hasWindows(rules),
    isOpen: open !== null,
    openUntil: open === null ? null : iso(open.to),
    freeze: freeze === undefined ? null : { until: new Date(freeze.to).toISOString(), reason: freeze.reason },
    nextOpenAt: open !== null || next === undefined ? null : iso(next.from),
  }
}

/** The next open times, soonest first, the one that is open now included; none without windows. */
export function nextOpenTimes(rules: WindowRules, at: Date, count: number): OpenTime[] {
  if (!hasWindows(rules)) return []
  return soonest(rules, at.getTime(), count).map(({ from, to }) => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  }))
}

/** Whether a window or freeze means any time at all: its end comes after its beginning. */
export function isForwards(spec: WindowSpec, timeZone: string): boolean {
  if (spec.kind === 'weekly') return true
  const [start, end]: Disambiguation[] = spec.kind === 'freeze' ? ['earlier', 'later'] : ['compatible', 'compatible']
  return instantOf(spec.to, timeZone, end) > instantOf(spec.from, timeZone, start)
}

/** Whether the date exists: 31 February is none. */
export function isRealDate(local: string): boolean {
  try {
    Temporal.PlainDateTime.from(local, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}
