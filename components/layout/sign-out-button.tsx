'use client'

import { LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { signOut } from '@/server/actions/sign-out.ts'

export function SignOutButton() {
  const t = useTranslations('people.signIn')
  const [isPending, startTransition] = useTransition()
  return (
    <button
      type="button"
      aria-busy={isPending || undefined}
      title={t('out')}
      onClick={() =>
        startTransition(async () => {
          await signOut()
          // A whole new page: nothing that this person read stays in memory for the next one.
          window.location.assign('/sign-in')
        })
      }
      className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
    >
      <LogOut aria-hidden className="size-4" />
      <span className="sr-only">{t('out')}</span>
    </button>
  )
}
