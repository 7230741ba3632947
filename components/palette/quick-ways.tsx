'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { KeySheet } from './key-sheet.tsx'
import { OpenContext, type Opened } from './open-context.tsx'
import { useShortcuts } from './use-shortcuts.ts'

// No page needs it before somebody asks for it.
const Palette = dynamic(() => import('./palette.tsx').then((module) => module.Palette), { ssr: false })

/** The palette and the sheet of shortcuts over every page of the panel. */
export function QuickWays({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<Opened>(null)
  const [hasPalette, setHasPalette] = useState(false)
  if (opened === 'palette' && !hasPalette) setHasPalette(true)
  useShortcuts(setOpened)
  return (
    <OpenContext value={setOpened}>
      {children}
      {hasPalette && <Palette isOpen={opened === 'palette'} onOpenChange={(isOpen) => setOpened(isOpen ? 'palette' : null)} />}
      <KeySheet isOpen={opened === 'keys'} onOpenChange={(isOpen) => setOpened(isOpen ? 'keys' : null)} />
    </OpenContext>
  )
}
