'use client'

import { Radio, RefreshCw, TimerReset } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useZone } from '@/components/i18n/use-zone.ts'
import { Badge } from '@/components/ui/badge.tsx'
import type { Connection } from './job-stream-state.ts'

/** How this screen hears of the job: a still picture must never look like a live one. */
export function ConnectionBadge({ connection }: { connection: Connection }) {
  const t = useTranslations('run.connection')
  const format = useFormatter()
  const timeZone = useZone()
  const time = (since: number) =>
    format.dateTime(new Date(since), { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false, timeZone })
  switch (connection.kind) {
    case 'connecting':
      return <Badge tone="idle">{t('connecting')}</Badge>
    case 'live':
      return (
        <Badge tone="good" icon={Radio}>
          {t('live')}
        </Badge>
      )
    case 'reconnecting':
      return (
        <Badge tone="warn" icon={RefreshCw} className="whitespace-normal">
          {t('reconnecting', { time: time(connection.since) })}
        </Badge>
      )
    case 'polling':
      return (
        <Badge tone="warn" icon={TimerReset} className="whitespace-normal">
          {t('polling', { time: time(connection.since) })}
        </Badge>
      )
    default:
      return connection satisfies never
  }
}
