'use client'

import { useTranslations } from 'next-intl'
import { useZone } from '@/components/i18n/use-zone.ts'

/** In which time zone the times of the page are, because paper has no hover. */
export function ZoneName() {
  const t = useTranslations('report')
  return <>{t('zone', { zone: useZone() })}</>
}
