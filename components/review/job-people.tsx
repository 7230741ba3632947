'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { JobStatusBadge } from '@/components/job-list/job-status-badge.tsx'
import { WayBackText } from '@/components/plan/way-back-text.tsx'
import { Facts } from '@/components/ui/facts.tsx'
import type { ApprovalView, JobReport } from '@/server/contract/report.ts'
import { ApprovalLine } from './approval-line.tsx'

/** Who did what with this job and how it came out; the same on the review page and in the report. */
export function JobPeople({ report }: { report: JobReport }) {
  const t = useTranslations('review.people')
  const tPlan = useTranslations('plan')
  const duration = useDuration()
  const { job, runs, downtimeSeconds, isDowntimeOver, checklist, plan, approvals } = report
  const upgrade = runs.filter(({ kind }) => kind === 'upgrade')
  const rollbacks = runs.filter(({ kind }) => kind === 'rollback')
  const downtime = downtimeSeconds === null ? t('neverDown') : duration(downtimeSeconds)
  const facts = [
    { label: t('result'), value: <JobStatusBadge status={job.status} /> },
    { label: t('planned'), value: <By who={job.createdBy} at={job.createdAt} /> },
    { label: t('approved'), value: <Approvals approvals={approvals} /> },
    {
      label: t('ran'),
      value: upgrade.length === 0 ? t('notRun') : upgrade.map((run) => <By key={run.id} who={run.startedBy} at={run.startedAt} />),
    },
    ...rollbacks.map((run) => ({
      label: t('rolledBack'),
      value: (
        <>
          <By who={run.startedBy} at={run.startedAt} />
          {run.reason !== null && <p className="break-words">{t('why', { reason: run.reason })}</p>}
        </>
      ),
    })),
    {
      label: t('downtime'),
      value: `${isDowntimeOver ? downtime : t('stillDown', { duration: downtime })} · ${t('plannedDowntime', { duration: duration(plan.downtimeSeconds) })}`,
    },
    ...(plan.wayBack === undefined ? [] : [{ label: tPlan('summary.wayBack'), value: <WayBackText wayBack={plan.wayBack} /> }]),
    {
      label: t('signedOff'),
      value: checklist.signedOffBy === null ? t('notSignedOff') : t('signedOffBy', { who: checklist.signedOffBy.join(', ') }),
    },
  ]
  return <Facts facts={facts} />
}

function By({ who, at }: { who: string; at: string }) {
  return (
    <p>
      <span className="font-medium">{who}</span> <LocalTime iso={at} />
    </p>
  )
}

function Approvals({ approvals }: { approvals: ApprovalView[] }) {
  const t = useTranslations('review.people')
  if (approvals.length === 0) return <>{t('notApproved')}</>
  return approvals.map((approval) => <ApprovalLine key={`${approval.at} ${approval.by}`} approval={approval} />)
}
