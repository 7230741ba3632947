'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { usePanelClock } from '@/components/upgrade/use-panel-clock.ts'

const LONG_SECONDS = 172_800

/** How long until a moment, by the panel's clock. */
export function Countdown({ iso, clockOffsetMs }: { iso: string; clockOffsetMs: number }) {
  const t = useTranslations('approval.schedule')
  const duration = useDuration()
  const seconds = (Date.parse(iso) - usePanelClock(clockOffsetMs, true)) / 1000
  if (seconds <= 0) return <>{t('due')}</>
  return <>{seconds > LONG_SECONDS ? t('inDays', { count: Math.floor(seconds / 86_400) }) : t('in', { duration: duration(seconds) })}</>
}
