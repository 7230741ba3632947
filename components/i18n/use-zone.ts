'use client'

import { useSettings } from '@/components/layout/settings-context.tsx'
import { useIsBrowser } from '@/components/ui/use-is-browser.ts'

/** The time zone of the reader: the one they chose, else the browser's. The server's first picture of the latter says UTC. */
export function useZone(): string {
  const { timeZone } = useSettings()
  const isBrowser = useIsBrowser()
  if (timeZone !== null && isKnown(timeZone)) return timeZone
  return isBrowser ? browserZone() : 'UTC'
}

// Asked by every time on a page, each time that it is drawn: a question to the browser takes longer than all the rest of it.
let zoneOfBrowser: string | undefined
const known = new Map<string, boolean>()

export function browserZone(): string {
  zoneOfBrowser ??= Intl.DateTimeFormat().resolvedOptions().timeZone
  return zoneOfBrowser
}

/** A name that is newer than this browser must not take the whole page with it. */
function isKnown(timeZone: string): boolean {
  const answer = known.get(timeZone) ?? canFormat(timeZone)
  known.set(timeZone, answer)
  return answer
}

function canFormat(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== null
  } catch {
    return false
  }
}
