'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { reviewQuery } from '@/components/review/review-query.ts'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { ReportPaper } from './report-paper.tsx'
import { ReportToolbar } from './report-toolbar.tsx'

/** The report of one job: the very object of the JSON bundle, as a page that prints well. */
export function ReportScreen({ jobId }: { jobId: string }) {
  const t = useTranslations('report')
  // What is printed stays what was read: no reading again behind the reader's back.
  const { data, error, refetch, isFetching } = useQuery({ ...reviewQuery(jobId), refetchInterval: false, refetchOnWindowFocus: false })
  if (data !== undefined) {
    return (
      <>
        <ReportToolbar report={data} />
        <ReportPaper report={data} />
      </>
    )
  }
  return (
    <>
      <PageHeader title={t('loading')} />
      {error ? (
        <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />
      ) : (
        <Section>
          <Skeleton lines={8} />
        </Section>
      )}
    </>
  )
}
