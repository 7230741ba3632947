'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { ContainerDiff } from '@/components/plan/container-diff.tsx'
import { PlannedSteps } from '@/components/plan/planned-steps.tsx'
import { Facts } from '@/components/ui/facts.tsx'
import { Section } from '@/components/ui/section.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { StartUpgradeButton } from './start-upgrade-button.tsx'

/** The stored plan as it will be carried out, and the button that starts exactly it. */
export function PlanReview({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('run.plan')
  const recovery = useTranslations('run.recovery')
  const duration = useDuration()
  const { plan, planHash } = snapshot
  const mono = (text: string) => <code className="break-all font-mono text-sm">{text}</code>
  return (
    <div className="space-y-5">
      <Section title={t('title')} description={<span className="font-mono">{t('hash', { hash: planHash.slice(0, 12) })}</span>}>
        <div className="space-y-5">
          <StartUpgradeButton snapshot={snapshot} />
          <Facts
            facts={[
              { label: t('downtime'), value: <strong>{duration(plan.downtimeSeconds)}</strong> },
              { label: t('host'), value: mono(plan.node.hostIp) },
              { label: t('oldContainer'), value: mono(plan.node.oldContainer.name) },
              { label: t('newContainer'), value: mono(plan.node.newContainerName) },
              { label: t('image'), value: mono(plan.to.image) },
              { label: t('folder'), value: mono(plan.backupFolder) },
              { label: t('driver'), value: mono(plan.consoleDriver) },
              { label: t('recovery'), value: recovery(plan.storeRecovery) },
            ]}
          />
        </div>
      </Section>
      <Section title={t('steps')} isFlush>
        <PlannedSteps steps={plan.steps} areCommandsOpen={false} />
      </Section>
      <Section title={t('diff')} isFlush>
        <ContainerDiff rows={plan.diff} />
      </Section>
    </div>
  )
}
