'use client'

import { useRef, useState } from 'react'
import { usePerson } from '@/components/layout/person-context.tsx'
import { useIsBrowser } from '@/components/ui/use-is-browser.ts'
import { type DraftForm, keepTyped, readTyped } from './draft-form.ts'
import { forgetDraft } from './session-draft.ts'

export interface Draft<Values> {
  values: Values
  /** Whether the form holds what was typed before it was opened. */
  isRestored: boolean
  change: (next: (current: Values) => Values) => void
  /** Once it is saved, or given up on purpose; what is on the screen stays. */
  forget: () => void
  /** Also puts the form back to how it was first opened. */
  beginAfresh: () => void
}

/** The values of a form, kept in this tab from the first change on. A page that the server draws mounts it anew for the browser. */
export function useDraft<Values>(form: DraftForm<Values>): Draft<Values> {
  const { id } = usePerson()
  const isBrowser = useIsBrowser()
  const [kept] = useState(() => (isBrowser ? readTyped(id, form) : null))
  const [values, setValues] = useState(kept ?? form.initial)
  const [isRestored, setIsRestored] = useState(kept !== null)
  // Of two changes in one event the second builds on the first.
  const latest = useRef(values)

  function show(next: Values) {
    latest.current = next
    setValues(next)
  }

  return {
    values,
    isRestored,
    change(next) {
      show(next(latest.current))
      keepTyped(id, form, latest.current)
    },
    forget: () => forgetDraft(id, form.name),
    beginAfresh() {
      forgetDraft(id, form.name)
      setIsRestored(false)
      show(form.initial)
    },
  }
}
