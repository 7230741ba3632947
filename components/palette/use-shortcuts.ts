'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { NAV_PAGES } from '@/components/layout/nav-pages.ts'
import { usePerson } from '@/components/layout/person-context.tsx'
import { useSettings } from '@/components/layout/settings-context.tsx'
import { may } from '@/server/contract/access.ts'
import { isMac } from './is-mac.ts'
import type { Opened } from './open-context.tsx'
import { shortcutOf } from './shortcut-of.ts'

/** How long g waits for the letter of a page. */
const BEGUN_MS = 1_500
const FIELD = 'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]:not([contenteditable=false])'

/** Listens for the shortcuts of the panel on every page. */
export function useShortcuts(open: (what: Opened) => void): void {
  const router = useRouter()
  const { singleKeys } = useSettings()
  const { role, mustChangePassword } = usePerson()
  const begunAt = useRef(Number.NEGATIVE_INFINITY)

  useEffect(() => {
    if (mustChangePassword) return
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented) return
      const asked = shortcutOf(event, {
        isMac: isMac(),
        isTyping: event.target instanceof Element && event.target.matches(FIELD),
        isDialogOpen: document.querySelector('[role=dialog], [role=alertdialog]') !== null,
        singleKeys,
        hasBegun: event.timeStamp - begunAt.current < BEGUN_MS,
        pages: NAV_PAGES.filter(({ needs }) => may(role, needs)),
      })
      begunAt.current = asked !== null && 'begin' in asked ? event.timeStamp : Number.NEGATIVE_INFINITY
      if (asked === null || 'begin' in asked) return
      event.preventDefault()
      if ('go' in asked) router.push(asked.go)
      else open(asked.open)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [open, router, singleKeys, role, mustChangePassword])
}
