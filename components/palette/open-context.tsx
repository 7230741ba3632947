'use client'

import { createContext, useContext } from 'react'

export type Opened = 'palette' | 'keys' | null

export const OpenContext = createContext<(what: Opened) => void>(() => {})

/** Opens the palette or the sheet of shortcuts. */
export function useOpen(): (what: Opened) => void {
  return useContext(OpenContext)
}
