'use client'

import { useQuery } from '@tanstack/react-query'
import { ClipboardList } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { ButtonLink } from '@/components/ui/button-link.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { jobsInOrder } from './job-groups.ts'
import { JobTable } from './job-table.tsx'
import { jobsQuery } from './jobs-query.ts'

export function JobsScreen() {
  const t = useTranslations('jobs')
  const needs = useNeeds('upgrade:plan')
  const { data, error, refetch, isFetching } = useQuery(jobsQuery)
  const plan = (
    <ButtonLink disabledReason={needs} href="/upgrades/new" variant="primary">
      {t('list.new')}
    </ButtonLink>
  )
  return (
    <>
      <PageHeader title={t('list.title')} actions={data?.length ? plan : undefined} />
      {error && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
      {(data !== undefined || error === null) && (
        <Section isFlush>
          {data === undefined && <Skeleton lines={6} />}
          {data?.length === 0 && (
            <EmptyState icon={ClipboardList} title={t('empty.title')} actions={plan}>
              <p>{t('empty.text')}</p>
            </EmptyState>
          )}
          {data !== undefined && data.length > 0 && <JobTable jobs={jobsInOrder(data)} />}
        </Section>
      )}
    </>
  )
}
