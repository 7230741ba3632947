'use client'

import { type ClockStyle, isoClock } from './iso-clock.ts'
import { useZone } from './use-zone.ts'

/** An instant in the reader's time zone, written year first in every language. The exact instant is on hover. */
export function LocalTime({ iso, style = 'full' }: { iso: string; style?: ClockStyle }) {
  const zone = useZone()
  return (
    <time dateTime={iso} title={iso} className="whitespace-nowrap tabular-nums">
      {isoClock(iso, zone, style)}
    </time>
  )
}
