'use client'

import { PlanDetails } from '@/components/plan/plan-details.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { StartUpgradeButton } from './start-upgrade-button.tsx'

/** The stored plan as it will be carried out, and the button that starts exactly it. */
export function PlanReview({ snapshot }: { snapshot: JobSnapshot }) {
  return (
    <div className="space-y-5">
      <StartUpgradeButton snapshot={snapshot} />
      <PlanDetails plan={snapshot.plan} planHash={snapshot.planHash} />
    </div>
  )
}
