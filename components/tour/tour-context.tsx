'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import { cn } from '@/components/ui/cn.ts'
import type { TourStop } from './tour-stops.ts'

const TourContext = createContext<[TourStop | null, (stop: TourStop | null) => void]>([null, () => {}])

/** Lets the tour, which stands on a page, mark what it speaks of in the navigation. */
export function TourProvider({ children }: { children: ReactNode }) {
  return <TourContext value={useState<TourStop | null>(null)}>{children}</TourContext>
}

export function useMarkedStop() {
  return useContext(TourContext)
}

/** The look of what the tour speaks of now. */
export function useTourMark(): (stop: string) => string {
  const [marked] = useMarkedStop()
  return (stop) => cn(stop === marked && 'outline-2 outline-accent outline-dashed -outline-offset-2')
}
