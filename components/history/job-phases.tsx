'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'
import type { HistoryRow } from '@/server/contract/history.ts'

const PHASES = ['before', 'window', 'after', 'rollback'] as const

/** How long each part took, where it was measured. */
export function JobPhases({ phases }: Pick<HistoryRow, 'phases'>) {
  const t = useTranslations('history.phases')
  const duration = useDuration()
  return (
    <dl className="grid grid-cols-[max-content_max-content] gap-x-2 text-ink-2 text-sm tabular-nums">
      {PHASES.map((phase) => {
        const seconds = phases[phase]
        if (seconds === null) return null
        return (
          <div key={phase} className="contents">
            <dt>{t(phase)}</dt>
            <dd className="text-right">{duration(seconds)}</dd>
          </div>
        )
      })}
    </dl>
  )
}
