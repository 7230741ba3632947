'use client'

import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge.tsx'
import type { HistoryRow } from '@/server/contract/history.ts'

/** Who planned, approved and started a job; a broken glass is never only a name. */
export function JobPeople({ job }: { job: HistoryRow }) {
  const t = useTranslations('history.people')
  const parts = [
    ['planned', job.plannedBy],
    ['approved', job.approvedBy],
    ['refused', job.refusedBy],
    ['started', job.startedBy],
  ] as const
  return (
    <div className="space-y-0.5 text-sm">
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-2">
        {parts.map(
          ([part, name]) =>
            name !== null && (
              <div key={part} className="contents">
                <dt className="text-ink-2">{t(part)}</dt>
                <dd>{name}</dd>
              </div>
            ),
        )}
      </dl>
      {job.brokeGlassBy !== null && (
        <Badge tone="warn" icon={TriangleAlert} className="whitespace-normal">
          {t('glass', { name: job.brokeGlassBy })}
        </Badge>
      )}
    </div>
  )
}
