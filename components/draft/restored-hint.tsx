'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** The hint of a field, and before it whether the field holds what was typed earlier. */
export function RestoredHint({ isRestored, children }: { isRestored: boolean; children: ReactNode }) {
  const t = useTranslations('comfort.draft')
  return (
    <>
      {isRestored && <span className="block font-medium text-ink">{t('words')}</span>}
      {children}
    </>
  )
}
