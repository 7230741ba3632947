'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert.tsx'
import type { InstallationView } from '@/server/contract/installation.ts'

/** One OMS that is known twice: all but one have to be archived before the next plan. */
export function SharedNote({ installation: { sharedWith } }: { installation: Pick<InstallationView, 'sharedWith'> }) {
  const t = useTranslations('adopt.shared')
  if (sharedWith.length === 0) return null
  return (
    <Alert tone="warn" title={t('title')}>
      <p>{t('text')}</p>
      <ul className="flex flex-wrap gap-x-4">
        {sharedWith.map(({ id, name }) => (
          <li key={id}>
            <Link
              href={`/installations/${encodeURIComponent(id)}`}
              className="inline-flex min-h-6 items-center text-accent underline underline-offset-2"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Alert>
  )
}
