'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False for what the server draws and for the first picture in the browser, which has to be the same one. */
export function useIsBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
