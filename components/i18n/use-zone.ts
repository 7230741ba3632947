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

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** A name that is newer than this browser must not take the whole page with it. */
function isKnown(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== null
  } catch {
    return false
  }
}
