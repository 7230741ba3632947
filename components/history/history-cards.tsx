'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useJobCells } from '@/components/job-list/use-job-cells.tsx'
import { CompareBox } from './compare-box.tsx'
import type { HistoryListProps } from './history-table.tsx'
import { JobPeople } from './job-people.tsx'
import { JobPhases } from './job-phases.tsx'
import { JobResult } from './job-result.tsx'

export function HistoryCards({ rows, chosen, onToggle }: HistoryListProps) {
  const t = useTranslations('history')
  const tJobs = useTranslations('jobs')
  const cells = useJobCells()
  return (
    <ul aria-label={tJobs('list.label')} className="divide-y divide-line">
      {rows.map((job) => {
        const { versions, started, duration, downtime } = cells(job)
        return (
          <li key={job.id} className="space-y-2 px-4 py-3">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <Link
                href={`/upgrades/${job.id}`}
                prefetch={false}
                className="inline-flex min-h-6 items-center font-medium text-accent underline underline-offset-2"
              >
                {tJobs('number', { number: job.number })}
              </Link>
              <CompareBox job={job} chosen={chosen} onToggle={onToggle} hasText />
            </div>
            <p className="flex flex-wrap gap-x-3">
              <span className="font-medium">{job.installation.name}</span>
              {versions}
            </p>
            <JobResult job={job} />
            <JobPeople job={job} />
            <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 text-sm tabular-nums">
              <dt className="text-ink-2">{t('columns.started')}</dt>
              <dd>{started}</dd>
              <dt className="text-ink-2">{t('columns.downtime')}</dt>
              <dd>{downtime}</dd>
              <dt className="text-ink-2">{t('columns.duration')}</dt>
              <dd>
                {duration}
                <JobPhases phases={job.phases} />
              </dd>
            </dl>
            <Link
              href={`/upgrades/${job.id}/review`}
              prefetch={false}
              aria-label={t('reviewOf', { number: job.number })}
              className="inline-flex min-h-6 items-center text-accent text-sm underline underline-offset-2"
            >
              {t('review')}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
