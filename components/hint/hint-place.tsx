'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { HintTarget } from '@/server/contract/hint-links.ts'

interface Place {
  /** The installation that the page is about. */
  installationId: string | null
  /** What is done on this very page, so that a link would lead away from it. */
  here: readonly HintTarget[]
}

const Context = createContext<Place>({ installationId: null, here: [] })

/** Where hints on a page lead to. */
export function HintPlace({ children, installationId, here = [] }: Partial<Place> & { children: ReactNode }) {
  return <Context value={{ installationId: installationId ?? null, here }}>{children}</Context>
}

export function useHintPlace(): Place {
  return useContext(Context)
}
