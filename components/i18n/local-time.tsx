'use client'

import { useSyncExternalStore } from 'react'
import { type ClockStyle, isoClock } from './iso-clock.ts'

const never = () => () => {}

/**
 * An instant in the reader's own time zone, written year first in every language; the server's first picture says UTC.
 * The exact instant is on hover.
 */
export function LocalTime({ iso, style = 'full' }: { iso: string; style?: ClockStyle }) {
  const isBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const zone = isBrowser ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC'
  return (
    <time dateTime={iso} title={iso} className="whitespace-nowrap tabular-nums">
      {isoClock(iso, zone, style)}
    </time>
  )
}
