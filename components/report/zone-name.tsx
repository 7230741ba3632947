'use client'

import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** In which time zone the times of the page are, because paper has no hover. */
export function ZoneName() {
  const t = useTranslations('report')
  const zone = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  )
  return <>{t('zone', { zone })}</>
}
