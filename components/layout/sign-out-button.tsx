'use client'

import { LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useSignOut } from './use-sign-out.ts'

export function SignOutButton() {
  const t = useTranslations('people.signIn')
  const { leave, isLeaving } = useSignOut()
  return (
    <button
      type="button"
      aria-busy={isLeaving || undefined}
      title={t('out')}
      onClick={leave}
      className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
    >
      <LogOut aria-hidden className="size-4" />
      <span className="sr-only">{t('out')}</span>
    </button>
  )
}
