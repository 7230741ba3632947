'use client'

import { useTranslations } from 'next-intl'
import { isoClock } from '@/components/i18n/iso-clock.ts'
import { useZone } from '@/components/i18n/use-zone.ts'
import { useIsBrowser } from '@/components/ui/use-is-browser.ts'

/** A moment in the installation's time zone, and in the reader's own where that is another one. */
export function ZoneTime({ iso, timeZone }: { iso: string; timeZone: string }) {
  const t = useTranslations('approval')
  const zone = useZone()
  const isBrowser = useIsBrowser()
  const minute = (zone: string) => isoClock(iso, zone).slice(0, 16)
  const there = minute(timeZone)
  const here = isBrowser ? minute(zone) : there
  return (
    <time dateTime={iso} title={iso} className="tabular-nums">
      {t('zoneTime', { time: there, timeZone })}
      {here !== there && <span className="text-ink-2"> {t('yourTime', { time: here })}</span>}
    </time>
  )
}
