'use client'

import { useTranslations } from 'next-intl'
import { useJobCells } from '@/components/job-list/use-job-cells.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { ButtonLink } from '@/components/ui/button-link.tsx'
import type { JobRow } from '@/server/contract/job.ts'

/** A job that waits for a person: stopped, or planned and not approved yet, with the way to it. */
export function AttentionJob({ job }: { job: JobRow }) {
  const t = useTranslations('jobs')
  const isPlan = job.status === 'planned'
  const { versions, step } = useJobCells()(job)
  return (
    <Alert
      tone={isPlan ? 'warn' : 'bad'}
      title={`${job.installation.name}: ${isPlan ? t('overview.toApprove') : t('status.needs-decision')}`}
      actions={
        <ButtonLink href={`/upgrades/${job.id}`} variant={isPlan ? 'secondary' : 'danger'} size="sm">
          {t('overview.open', { number: job.number })}
        </ButtonLink>
      }
    >
      <p className="flex flex-wrap gap-x-4">
        {versions}
        {step && <span>{step}</span>}
      </p>
    </Alert>
  )
}
