'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'

/** How much longer or shorter b took than a, in words; null where one of them is not known. */
export function useDifference(): (a: number | null, b: number | null) => string | null {
  const t = useTranslations('review.compare')
  const duration = useDuration()
  return (a, b) => {
    if (a === null || b === null) return null
    if (a === b) return t('equal')
    return t(b > a ? 'longer' : 'shorter', { duration: duration(Math.abs(b - a)) })
  }
}
