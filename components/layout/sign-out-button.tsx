'use client'

import { LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useIsBrowser } from '@/components/ui/use-is-browser.ts'
import { useSignOut } from './use-sign-out.ts'

export function SignOutButton() {
  const t = useTranslations('people.signIn')
  const { leave, isLeaving } = useSignOut()
  // Pressed before the scripts are there it would do nothing, and somebody would walk away signed in.
  const isBrowser = useIsBrowser()
  return (
    <button
      type="button"
      disabled={!isBrowser}
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
