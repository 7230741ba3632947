'use client'

import { useEffect, useState } from 'react'

const TICK_MS = 1000

/** The panel's clock in milliseconds, once a second while it ticks: durations do not depend on this browser's clock. */
export function usePanelClock(offsetMs: number, isTicking: boolean): number {
  const [now, setNow] = useState(Date.now)

  useEffect(() => {
    setNow(Date.now())
    if (!isTicking) return
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [isTicking])

  return now + offsetMs
}
