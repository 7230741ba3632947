'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { JobStatusBadge } from '@/components/job-list/job-status-badge.tsx'
import type { InstallationView } from '@/server/contract/installation.ts'

export function LastJobLink({ job }: { job: InstallationView['lastJob'] }) {
  const t = useTranslations()
  if (job === null) return <span className="text-ink-2">{t('adopt.list.noJob')}</span>
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <Link href={`/upgrades/${job.id}`} className="inline-flex min-h-6 items-center text-accent underline underline-offset-2">
        {t('jobs.number', { number: job.number })}
      </Link>
      <JobStatusBadge status={job.status} />
    </span>
  )
}
