'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { type PersonSettings, USUAL_SETTINGS } from '@/server/contract/person-settings.ts'

const SettingsContext = createContext<PersonSettings>(USUAL_SETTINGS)

export function SettingsProvider({ settings, children }: { settings: PersonSettings; children: ReactNode }) {
  return <SettingsContext value={settings}>{children}</SettingsContext>
}

/** What whoever is signed in chose for themselves; pages before that have the usual. */
export function useSettings(): PersonSettings {
  return useContext(SettingsContext)
}
