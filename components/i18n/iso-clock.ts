/** `2026-11-22 01:00:00` in a time zone: sorts, and no reader takes the month for the day. */
export function isoClock(iso: string, timeZone: string, style: 'full' | 'time' = 'full'): string {
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  // Sweden writes dates year first and 24 hours.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, ...clock, ...(style === 'full' && day) }).format(new Date(iso))
}
