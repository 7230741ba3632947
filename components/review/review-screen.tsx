'use client'

import { useQuery } from '@tanstack/react-query'
import { FileText, GitCompareArrows } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { ButtonLink } from '@/components/ui/button-link.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { JobReport } from '@/server/contract/report.ts'
import { ClosingChecklist } from './closing-checklist.tsx'
import { CommentThread } from './comment-thread.tsx'
import { DecisionLine } from './decision-line.tsx'
import { JobPeople } from './job-people.tsx'
import { reviewQuery } from './review-query.ts'
import { RunHistorySection } from './run-history-section.tsx'

/** One job for those who look at it afterwards: who, when, every attempt, what people said and vouched for. */
export function ReviewScreen({ jobId }: { jobId: string }) {
  const t = useTranslations('review')
  const { data, error, refetch, isFetching } = useQuery(reviewQuery(jobId))
  if (data !== undefined) return <Review report={data} />
  return (
    <>
      <PageHeader trail={[{ href: '/upgrades', label: t('trail') }]} title={t('loading')} />
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

function Review({ report }: { report: JobReport }) {
  const t = useTranslations('review')
  const { job, runs, decisions, checklist, comments } = report
  const first = runs[0]
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: '/upgrades', label: t('trail') },
          { href: `/upgrades/${job.id}`, label: t('job', { number: job.number }) },
        ]}
        title={t('title', { number: job.number, installation: job.installation.name })}
        description={<span className="tabular-nums">{t('versions', { from: job.fromVersion, to: job.toVersion })}</span>}
        actions={
          <>
            <ButtonLink href={`/upgrades/${job.id}/report`}>
              <FileText aria-hidden />
              {t('toReport')}
            </ButtonLink>
            {first !== undefined && (
              <ButtonLink href={`/upgrades/compare?a=${first.id}`}>
                <GitCompareArrows aria-hidden />
                {t('toCompare')}
              </ButtonLink>
            )}
          </>
        }
      />
      <Section title={t('people.title')}>
        <JobPeople report={report} />
      </Section>
      {runs.length === 0 && <Section title={t('runs.none')}>{t('runs.noneText')}</Section>}
      {runs.map((run, index) => (
        <RunHistorySection key={run.id} report={report} run={run} until={runs[index + 1]?.startedAt ?? null} />
      ))}
      <Section title={t('decisions.title')}>
        {decisions.length === 0 ? (
          <p className="text-ink-2">{t('decisions.none')}</p>
        ) : (
          <ol className="space-y-1.5">
            {decisions.map((decision) => (
              <li key={`${decision.at} ${decision.action}`}>
                <DecisionLine decision={decision} showsStep />
              </li>
            ))}
          </ol>
        )}
      </Section>
      <ClosingChecklist jobId={job.id} checklist={checklist} />
      <Section title={t('comments.title')}>
        <CommentThread
          jobId={job.id}
          runId={null}
          stepId={null}
          comments={comments.filter(({ stepId }) => stepId === null)}
          about={t('comments.job')}
          isOpen
        />
      </Section>
    </div>
  )
}
