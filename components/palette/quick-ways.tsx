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
  // Whichever closes late, when the other is open already, must not close that one.
  const change = (what: 'palette' | 'keys') => (isOpen: boolean) => setOpened((now) => (isOpen ? what : now === what ? null : now))
  return (
    <OpenContext value={setOpened}>
      {children}
      {hasPalette && <Palette isOpen={opened === 'palette'} onOpenChange={change('palette')} isReplaced={opened === 'keys'} />}
      <KeySheet isOpen={opened === 'keys'} onOpenChange={change('keys')} />
    </OpenContext>
  )
}
