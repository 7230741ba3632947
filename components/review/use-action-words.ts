'use client'

import { useTranslations } from 'next-intl'

const KNOWN = ['plan', 'start', 'retry', 'check', 'skip', 'continue', 'hold', 'abort', 'finalize', 'roll-back'] as const

/** An act as the audit trail names it, in words; one that this page does not know keeps its name. */
export function useActionWords(): (action: string) => string {
  const t = useTranslations('review.action')
  return (action) => {
    const known = KNOWN.find((name) => action === `upgrade.${name}`)
    return known === undefined ? action : t(known)
  }
}
