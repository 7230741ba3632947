'use client'

import { useState } from 'react'
import { z } from 'zod'
import { TIME_STYLES } from './line-time.ts'

const KEY = 'log-view'

const Preferences = z.object({
  isWrapped: z.boolean().catch(true),
  timeStyle: z.enum(TIME_STYLES).catch('local'),
})
type Preferences = z.infer<typeof Preferences>

function read(): Preferences {
  try {
    return Preferences.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'))
  } catch {
    return { isWrapped: true, timeStyle: 'local' }
  }
}

/** How this browser likes to read logs, kept in it. */
export function useLogPreferences() {
  const [preferences, setPreferences] = useState(read)

  function change(some: Partial<Preferences>) {
    const next = { ...preferences, ...some }
    setPreferences(next)
    try {
      localStorage.setItem(KEY, JSON.stringify(next))
    } catch {
      // A private window: it holds as long as the page.
    }
  }

  return { preferences, change }
}
