'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { InstallationCards } from '@/components/installation/installation-cards.tsx'
import { installationsQuery, inUse } from '@/components/installation/installations-query.ts'
import { jobGroups } from '@/components/job-list/job-groups.ts'
import { JobTable } from '@/components/job-list/job-table.tsx'
import { jobsNowQuery } from '@/components/job-list/jobs-query.ts'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Tour } from '@/components/tour/tour.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { AttentionJob } from './attention-job.tsx'
import { Welcome } from './welcome.tsx'

const RECENT = 5

export function OverviewScreen() {
  const t = useTranslations('jobs.overview')
  const installations = useQuery({ ...installationsQuery, select: inUse })
  const jobs = useQuery(jobsNowQuery())
  const failed = [installations, jobs].find((query) => query.error !== null)
  const title = <PageHeader title={t('title')} />
  if (failed?.error && failed.data === undefined) {
    return (
      <>
        {title}
        <ReadFailure error={failed.error} onRetry={failed.refetch} isRetrying={failed.isFetching} />
      </>
    )
  }
  if (installations.data === undefined || jobs.data === undefined) {
    return (
      <>
        {title}
        <Section>
          <Skeleton lines={6} />
        </Section>
      </>
    )
  }
  if (installations.data.length === 0 && jobs.data.jobs.length === 0) {
    return (
      <>
        {title}
        <div className="space-y-5">
          <Tour />
          <Welcome />
        </div>
      </>
    )
  }
  const { attention: stopped, moving, planned: plans, ended } = jobGroups(jobs.data.jobs)
  const isMine = ({ id }: { id: string }) => jobs.data.toApprove.includes(id)
  const attention = [...stopped, ...plans.filter(isMine)]
  const planned = plans.filter((job) => !isMine(job))
  return (
    <>
      {title}
      <div className="space-y-5">
        {failed?.error && <ReadFailure error={failed.error} onRetry={failed.refetch} isRetrying={failed.isFetching} />}
        {attention.length === 0 && moving.length === 0 && <Tour />}
        {attention.length > 0 && (
          <section aria-labelledby="attention" className="space-y-2">
            <h2 id="attention" className="font-semibold">
              {t('attention')}
            </h2>
            {stopped.length > 0 && <p className="text-ink-2 text-sm">{t('attentionText')}</p>}
            {attention.map((job) => (
              <AttentionJob key={job.id} job={job} />
            ))}
          </section>
        )}
        {attention.length === 0 && moving.length === 0 && (
          <p className="flex flex-wrap items-center gap-2 text-ink-2">
            <CircleCheck aria-hidden className="size-4.5 text-good" />
            <span className="font-medium text-ink">{t('calm')}</span> {t('calmText')}
          </p>
        )}
        {moving.length > 0 && (
          <Section title={t('moving')} isFlush>
            <JobTable jobs={moving} />
          </Section>
        )}
        {planned.length > 0 && (
          <Section title={t('planned')} isFlush>
            <JobTable jobs={planned} />
          </Section>
        )}
        <Section title={t('installations')} isFlush>
          <InstallationCards installations={installations.data} />
        </Section>
        {ended.length > 0 && (
          <Section
            title={t('recent')}
            isFlush
            actions={
              <Link href="/upgrades" className="inline-flex min-h-6 items-center text-accent text-sm underline underline-offset-2">
                {t('all')}
              </Link>
            }
          >
            <JobTable jobs={ended.slice(0, RECENT)} />
          </Section>
        )}
      </div>
    </>
  )
}
