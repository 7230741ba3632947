'use client'

import { useTransition } from 'react'
import { forgetDrafts } from '@/components/draft/session-draft.ts'
import { signOut } from '@/server/actions/sign-out.ts'

/** The way out; nothing that this person read or typed stays in the tab for the next one. */
export function useSignOut(): { leave: () => void; isLeaving: boolean } {
  const [isLeaving, startTransition] = useTransition()
  function leave() {
    startTransition(async () => {
      forgetDrafts()
      await signOut()
      // A whole new page: what is in memory goes too.
      window.location.assign('/sign-in')
    })
  }
  return { leave, isLeaving }
}
