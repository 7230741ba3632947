'use client'

import { useSyncExternalStore } from 'react'

const TICK_MS = 1000

/** One beat for all clocks of a page: they go on in the same moment, and the page is drawn once a second and not once a clock. */
const clocks = new Set<() => void>()
let timer: NodeJS.Timeout | undefined
let beat = 0

function tick(): void {
  beat = Date.now()
  for (const changed of clocks) changed()
}

function follow(changed: () => void): () => void {
  if (clocks.size === 0) {
    beat = Date.now()
    timer = setInterval(tick, TICK_MS)
  }
  clocks.add(changed)
  return () => {
    clocks.delete(changed)
    if (clocks.size === 0) clearInterval(timer)
  }
}

const rest = () => () => {}

/** While nothing ticks, a second is the same moment: two readings of one drawing must not differ. */
function lastBeat(): number {
  if (clocks.size === 0 && Date.now() - beat >= TICK_MS) beat = Date.now()
  return beat
}

/** The panel's clock in milliseconds, once a second while it ticks: durations do not depend on this browser's clock. */
export function usePanelClock(offsetMs: number, isTicking: boolean): number {
  return useSyncExternalStore(isTicking ? follow : rest, lastBeat, lastBeat) + offsetMs
}
