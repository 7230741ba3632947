'use client'

import { useTranslations } from 'next-intl'
import { completeParams } from '@/server/contract/complete-params.ts'
import type { Said } from '@/server/contract/said.ts'

/** Turns what the server said into a string of the reader's language; never into a key, whatever the server or a store of another version said. */
export function useSay(): (said: Said) => string {
  const t = useTranslations()
  return ({ key, params }) => (t.has(key) ? t(key, completeParams(String(t.raw(key)), params)) : t('common.textMissing'))
}
