'use client'

import { useTranslations } from 'next-intl'
import type { HistoryRow } from '@/server/contract/history.ts'
import type { Chosen } from './compare-choice.ts'

interface CompareBoxProps {
  job: HistoryRow
  chosen: Chosen[]
  onToggle: (job: HistoryRow) => void
  /** With the words beside it, where no heading says what it is. */
  hasText?: boolean
}

export function CompareBox({ job, chosen, onToggle, hasText = false }: CompareBoxProps) {
  const t = useTranslations('history.compare')
  const name = t('choose', { number: job.number })
  return (
    <label className="inline-flex min-h-6 min-w-6 items-center gap-2 text-sm">
      <input
        type="checkbox"
        aria-label={name}
        checked={chosen.some(({ id }) => id === job.id)}
        onChange={() => onToggle(job)}
        className="size-4 shrink-0 accent-accent"
      />
      {hasText && <span aria-hidden>{t('short')}</span>}
    </label>
  )
}
