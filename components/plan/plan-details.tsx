'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Section } from '@/components/ui/section.tsx'
import type { Plan } from '@/server/contract/plan.ts'
import { ContainerDiff } from './container-diff.tsx'
import { PlanSummary } from './plan-summary.tsx'
import { PlannedSteps } from './planned-steps.tsx'
import { RunbookButton } from './runbook-button.tsx'

/** A whole plan: summary, steps, and what differs between the containers. It does not change while the steps of its run do. */
export const PlanDetails = memo(function PlanDetails({ plan, planHash }: { plan: Plan; planHash: string }) {
  const t = useTranslations('plan')
  return (
    <div className="space-y-5">
      <Section title={t('summary.title')} actions={<RunbookButton plan={plan} planHash={planHash} />}>
        <PlanSummary plan={plan} planHash={planHash} />
      </Section>
      <Section title={t('steps.title')} isFlush className="overflow-hidden">
        <PlannedSteps steps={plan.steps} />
      </Section>
      <Section title={t('diff.title')} isFlush className="overflow-hidden">
        <ContainerDiff rows={plan.diff} />
      </Section>
    </div>
  )
})
