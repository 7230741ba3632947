'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { JobRow } from '@/server/contract/job.ts'
import { JobStatusBadge } from './job-status-badge.tsx'
import { useJobCells } from './use-job-cells.tsx'

export function JobCards({ jobs, showsInstallation = true }: { jobs: JobRow[]; showsInstallation?: boolean }) {
  const t = useTranslations('jobs')
  const cells = useJobCells()
  return (
    <ul className="divide-y divide-line">
      {jobs.map((job) => {
        const { versions, started, duration, downtime, step } = cells(job)
        return (
          <li key={job.id} className="space-y-1.5 px-4 py-3">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <Link
                href={`/upgrades/${job.id}`}
                className="inline-flex min-h-6 items-center font-medium text-accent underline underline-offset-2"
              >
                {t('number', { number: job.number })}
              </Link>
              <JobStatusBadge status={job.status} />
            </div>
            <p className="flex flex-wrap gap-x-3">
              {showsInstallation && <span className="font-medium">{job.installation.name}</span>}
              {versions}
            </p>
            {step && <p className="text-ink-2 text-sm">{step}</p>}
            <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 text-sm">
              <dt className="text-ink-2">{t('list.started')}</dt>
              <dd>{started}</dd>
              <dt className="text-ink-2">{t('list.duration')}</dt>
              <dd className="tabular-nums">{duration}</dd>
              <dt className="text-ink-2">{t('list.downtime')}</dt>
              <dd className="tabular-nums">{downtime}</dd>
            </dl>
          </li>
        )
      })}
    </ul>
  )
}
