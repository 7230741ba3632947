'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { BrokenGlassNote } from '@/components/approval/broken-glass-note.tsx'
import { HintPlace } from '@/components/hint/hint-place.tsx'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { PlanDetails } from '@/components/plan/plan-details.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { ConnectionBadge } from './connection-badge.tsx'
import { headline } from './headline.ts'
import type { JobStreamState } from './job-stream-state.ts'
import { PlanReview } from './plan-review.tsx'
import { RunBoard } from './run-board.tsx'
import { RunCompany } from './run-company.tsx'
import { RunHeadline } from './run-headline.tsx'
import { StepAnnouncer } from './step-announcer.tsx'
import { useAlerts } from './use-alerts.ts'
import { useJobStream } from './use-job-stream.ts'
import { useTabIcon } from './use-tab-icon.ts'
import { useTabTitle } from './use-tab-title.ts'
import { WithdrawnNote } from './withdraw-plan.tsx'

/** One upgrade, live: its plan before the start, the run from then on. */
export function RunScreen({ jobId }: { jobId: string }) {
  const t = useTranslations('run')
  const { state, retry } = useJobStream(jobId)
  if (state.snapshot !== null) return <Job stream={state} snapshot={state.snapshot} />
  return (
    <>
      <PageHeader trail={[{ href: '/upgrades', label: t('trail') }]} title={t('loading')} />
      {state.failure === null ? (
        <Section>
          <Skeleton lines={8} />
        </Section>
      ) : (
        <ReadFailure error={state.failure} onRetry={retry} isRetrying={false} />
      )}
    </>
  )
}

function Job({ stream, snapshot }: { stream: JobStreamState; snapshot: JobSnapshot }) {
  const t = useTranslations('run')
  const tReview = useTranslations('review')
  const saying = headline(snapshot)
  useTabTitle(snapshot, saying)
  useTabIcon(saying.tone)
  useAlerts(snapshot, saying)
  return (
    <HintPlace installationId={snapshot.installation.id}>
      <div className="space-y-5">
        <PageHeader
          trail={[{ href: '/upgrades', label: t('trail') }]}
          title={t('heading', { number: snapshot.number, installation: snapshot.installation.name })}
          description={
            <span className="flex flex-wrap gap-x-3">
              <span className="font-medium tabular-nums">{t('versions', { from: snapshot.fromVersion, to: snapshot.toVersion })}</span>
              <span>
                {t('times.created', { who: snapshot.createdBy })} <LocalTime iso={snapshot.createdAt} />
              </span>
              <Link href={`/upgrades/${snapshot.id}/review`} className="underline underline-offset-2 hover:text-ink">
                {tReview('link')}
              </Link>
            </span>
          }
          actions={<ConnectionBadge connection={stream.connection} />}
        />
        <RunCompany snapshot={snapshot} watchers={stream.watchers} />
        <StepAnnouncer saying={saying} />
        {snapshot.status !== 'planned' && <BrokenGlassNote snapshot={snapshot} />}
        <RunHeadline snapshot={snapshot} saying={saying} clockOffsetMs={stream.clockOffsetMs} />
        {snapshot.status === 'planned' ? (
          <PlanReview snapshot={snapshot} clockOffsetMs={stream.clockOffsetMs} />
        ) : snapshot.status === 'withdrawn' ? (
          <>
            {snapshot.withdrawn !== null && <WithdrawnNote withdrawn={snapshot.withdrawn} />}
            <PlanDetails plan={snapshot.plan} planHash={snapshot.planHash} />
          </>
        ) : (
          <RunBoard stream={stream} snapshot={snapshot} saying={saying} />
        )}
      </div>
    </HintPlace>
  )
}
