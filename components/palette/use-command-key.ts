'use client'

import { useIsBrowser } from '@/components/ui/use-is-browser.ts'
import { isMac } from './is-mac.ts'

/** The key that goes with K: as it is written on this keyboard. */
export function useCommandKey(): string {
  return useIsBrowser() && isMac() ? '⌘' : 'Ctrl'
}
