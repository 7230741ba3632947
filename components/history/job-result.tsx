'use client'

import { useTranslations } from 'next-intl'
import { JobStatusBadge } from '@/components/job-list/job-status-badge.tsx'
import { useJobCells } from '@/components/job-list/use-job-cells.tsx'
import type { HistoryRow } from '@/server/contract/history.ts'

/** How it ended or where it stands; and who took it back and why. */
export function JobResult({ job }: { job: HistoryRow }) {
  const t = useTranslations('history.people')
  const { step } = useJobCells()(job)
  return (
    <div className="space-y-0.5">
      <JobStatusBadge status={job.status} />
      {step && <p className="text-ink-2 text-sm">{step}</p>}
      {job.rolledBackBy !== null && (
        <p className="text-sm">
          <span className="text-ink-2">{t('rolledBack', { name: job.rolledBackBy })}</span> {job.rollbackReason}
        </p>
      )}
    </div>
  )
}
