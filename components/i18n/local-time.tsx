'use client'

import { useFormatter } from 'next-intl'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** An instant in the reader's own time zone; the server's first picture says UTC. The exact ISO instant is on hover. */
export function LocalTime({ iso, style = 'full' }: { iso: string; style?: 'full' | 'time' }) {
  const format = useFormatter()
  const isBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const zone = isBrowser ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC'
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false, timeZone: zone } as const
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  return (
    <time dateTime={iso} title={iso} className="whitespace-nowrap tabular-nums">
      {format.dateTime(new Date(iso), style === 'time' ? clock : { ...day, ...clock })}
    </time>
  )
}
