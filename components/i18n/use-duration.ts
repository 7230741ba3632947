'use client'

import { useTranslations } from 'next-intl'
import { durationParts } from './duration-parts.ts'

/** Seconds in words: the two largest units that matter. Seconds after minutes have two digits, so that a running one stands still. */
export function useDuration(): (seconds: number) => string {
  const t = useTranslations('common.duration')
  return (total) => {
    const { hours, minutes, seconds } = durationParts(total)
    if (hours > 0) return t('hours', { hours, minutes })
    if (minutes > 0)
      return seconds === 0 ? t('minutes', { minutes }) : t('minutesSeconds', { minutes, seconds: String(seconds).padStart(2, '0') })
    return t('seconds', { seconds })
  }
}
