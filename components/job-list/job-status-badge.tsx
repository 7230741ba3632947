'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge.tsx'
import { JOB_STATUSES } from '@/server/contract/job.ts'
import { jobStatusTone } from './job-status-tone.ts'

/** `status` comes as a string where an older or newer panel may have written it. */
export function JobStatusBadge({ status }: { status: string }) {
  const t = useTranslations('jobs.status')
  const known = JOB_STATUSES.find((candidate) => candidate === status)
  if (known === undefined) return <Badge tone="warn">{t('unknown', { status })}</Badge>
  return <Badge tone={jobStatusTone(known)}>{t(known)}</Badge>
}
