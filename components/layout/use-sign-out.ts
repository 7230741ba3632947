'use client'

import { useTransition } from 'react'
import { forgetDrafts } from '@/components/draft/session-draft.ts'
import { answered } from '@/components/read/answered.ts'
import { signOut } from '@/server/actions/sign-out.ts'

/** The way out; nothing that this person read or typed stays in the tab for the next one. */
export function useSignOut(): { leave: () => void; isLeaving: boolean } {
  const [isLeaving, startTransition] = useTransition()
  function leave() {
    startTransition(async () => {
      forgetDrafts()
      const result = await answered(signOut)
      // Nobody was signed out by a panel that was updated meanwhile: the new page's button works.
      const isUpdated = !result.ok && result.problem.said.key === 'errors.panelUpdated'
      // A whole new page: what is in memory goes too.
      window.location.assign(isUpdated ? window.location.href : '/sign-in')
    })
  }
  return { leave, isLeaving }
}
