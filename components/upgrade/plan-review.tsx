'use client'

import { useQuery } from '@tanstack/react-query'
import { ApprovalPanel } from '@/components/approval/approval-panel.tsx'
import { SchedulePanel } from '@/components/approval/schedule-panel.tsx'
import { startQuery } from '@/components/approval/start-query.ts'
import { DowntimeBasis } from '@/components/plan/downtime-basis.tsx'
import { PlanDetails } from '@/components/plan/plan-details.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { StartUpgradeButton } from './start-upgrade-button.tsx'
import { WithdrawPlan } from './withdraw-plan.tsx'

/** What stands between the stored plan and its start, the button that starts exactly it, and the plan itself. */
export function PlanReview({ snapshot, clockOffsetMs }: { snapshot: JobSnapshot; clockOffsetMs: number }) {
  const start = useQuery(startQuery(snapshot))
  return (
    <div className="space-y-5">
      {start.error && <ReadFailure error={start.error} onRetry={start.refetch} isRetrying={start.isFetching} />}
      {start.data === undefined && !start.error && (
        <Section>
          <Skeleton lines={5} />
        </Section>
      )}
      {start.data !== undefined && (
        <>
          <ApprovalPanel snapshot={snapshot} reading={start.data} />
          <div className="flex flex-wrap items-center gap-3">
            <StartUpgradeButton snapshot={snapshot} answer={start.data.answers.start} />
            <WithdrawPlan snapshot={snapshot} answer={start.data.answers.withdraw} />
          </div>
          <SchedulePanel snapshot={snapshot} reading={start.data} clockOffsetMs={clockOffsetMs} />
        </>
      )}
      <DowntimeBasis plan={snapshot.plan} />
      <PlanDetails plan={snapshot.plan} planHash={snapshot.planHash} />
    </div>
  )
}
