'use client'

import { useTranslations } from 'next-intl'
import type { Said } from '@/server/contract/said.ts'

/** Turns what the server said into a string of the reader's language. */
export function useSay(): (said: Said) => string {
  const t = useTranslations()
  return (said) => t(said.key, said.params)
}
