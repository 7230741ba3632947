'use client'

import { useTranslations } from 'next-intl'
import type { WindowSpec } from '@/server/contract/maintenance-window.ts'

const DAYS = ['1', '2', '3', '4', '5', '6', '7'] as const

/** A window or freeze in words, in local time. */
export function useWindowText(): (spec: WindowSpec) => string {
  const t = useTranslations('approval.windows')
  return (spec) => {
    if (spec.kind === 'weekly') {
      const days =
        spec.weekdays.length === 7
          ? t('everyDay')
          : DAYS.filter((day) => spec.weekdays.includes(Number(day)))
              .map((day) => t(`day.${day}`))
              .join(', ')
      return t('weeklyText', { days, start: spec.start, hours: Math.floor(spec.minutes / 60), minutes: spec.minutes % 60 })
    }
    return t('spanText', { from: spec.from.replace('T', ' '), to: spec.to.replace('T', ' ') })
  }
}
