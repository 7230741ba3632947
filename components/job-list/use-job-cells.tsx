'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useDuration } from '@/components/i18n/use-duration.ts'
import type { JobRow } from '@/server/contract/job.ts'
import { isMoving } from './is-moving.ts'

interface JobCells {
  versions: ReactNode
  started: ReactNode
  duration: ReactNode
  downtime: ReactNode
  /** Where it runs or stopped; null where that says nothing. */
  step: string | null
}

/** The words of one job, shared by table and cards. */
export function useJobCells(): (job: JobRow) => JobCells {
  const t = useTranslations('jobs.list')
  const tStep = useTranslations('steps.name')
  const duration = useDuration()
  return (job) => {
    const seconds = job.durationSeconds
    const showsStep = job.currentStep !== null && (isMoving(job.status) || job.status === 'needs-decision')
    return {
      versions: (
        <span className="whitespace-nowrap font-mono text-sm">
          {job.fromVersion} <span aria-hidden>→</span> {job.toVersion}
        </span>
      ),
      started: job.startedAt ? <LocalTime iso={job.startedAt} /> : t('notStarted'),
      duration: seconds !== null ? duration(seconds) : job.startedAt ? t('going') : '–',
      downtime:
        job.downtimeSeconds !== null
          ? duration(job.downtimeSeconds)
          : t(job.status === 'planned' || job.startedAt === null ? 'noDowntime' : 'unknownDowntime'),
      step: showsStep && job.currentStep !== null ? t('at', { step: tStep(job.currentStep) }) : null,
    }
  }
}
