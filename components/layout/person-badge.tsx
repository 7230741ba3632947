'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { usePerson } from './person-context.tsx'
import { SignOutButton } from './sign-out-button.tsx'

/** Who is signed in with which role, the way to their account, and the way out. */
export function PersonBadge() {
  const t = useTranslations('people')
  const { name, role } = usePerson()
  return (
    <div className="flex items-center justify-between gap-2 border-line border-t px-2 pt-3">
      <Link href="/account" prefetch={false} className="min-w-0 rounded-sm underline-offset-2 hover:underline">
        <span className="sr-only">{t('signIn.signedInAs')} </span>
        <span className="block truncate font-medium text-sm">{name}</span>
        <span className="block text-ink-2 text-sm">{t(`role.${role}`)}</span>
      </Link>
      <SignOutButton />
    </div>
  )
}
