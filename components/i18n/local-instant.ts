import { Temporal } from 'temporal-polyfill'

/** The ISO instant of `2026-11-28T22:30` in a time zone; null where that is no moment. */
export function localInstant(local: string, timeZone: string): string | null {
  try {
    return Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).toInstant().toString({ smallestUnit: 'millisecond' })
  } catch {
    return null
  }
}

/** `2026-11-28T22:30` in a time zone, as an input for date and time wants it. */
export function localInput(iso: string, timeZone: string): string {
  return Temporal.Instant.from(iso).toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' })
}
