/** time: without the day. minute: without the second too, for what is only an estimate. */
export type ClockStyle = 'full' | 'time' | 'minute'

/** To make one takes a hundred times as long as to use it. */
const formatters = new Map<string, Intl.DateTimeFormat>()

/** `2026-11-22 01:00:00` in a time zone: sorts, and no reader takes the month for the day. */
export function isoClock(iso: string, timeZone: string, style: ClockStyle = 'full'): string {
  const key = `${style} ${timeZone}`
  const formatter = formatters.get(key) ?? makeFormatter(timeZone, style)
  formatters.set(key, formatter)
  return formatter.format(new Date(iso))
}

function makeFormatter(timeZone: string, style: ClockStyle): Intl.DateTimeFormat {
  const clock = { hour: '2-digit', minute: '2-digit', ...(style !== 'minute' && { second: '2-digit' as const }) } as const
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  // Sweden writes dates year first and 24 hours.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, ...clock, ...(style === 'full' && day) })
}
