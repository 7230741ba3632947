'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { cn } from '@/components/ui/cn.ts'
import type { PlannedStep } from '@/server/contract/plan.ts'
import { PlannedStepItem } from './planned-step-item.tsx'
import { stepsByPhase } from './steps-by-phase.ts'

/** The whole procedure; the downtime window is marked along its edge. */
export function PlannedSteps({ steps, areCommandsOpen = true }: { steps: PlannedStep[]; areCommandsOpen?: boolean }) {
  const t = useTranslations('plan.steps')
  const duration = useDuration()
  return (
    <div>
      {stepsByPhase(steps).map((group) => (
        <section
          key={group.steps[0]?.position}
          className={cn('border-l-4', group.phase === 'window' ? 'border-l-warn' : 'border-l-transparent')}
        >
          <h3
            className={cn(
              'flex flex-wrap justify-between gap-x-4 px-4 py-2 font-semibold text-sm',
              group.phase === 'window' ? 'bg-warn-soft text-warn' : 'bg-sunken text-ink-2',
            )}
          >
            {t(`phase.${group.phase}`)}
            <span className="font-normal tabular-nums">{t('phaseTime', { duration: duration(group.estimateSeconds) })}</span>
          </h3>
          <ol className="divide-y divide-line">
            {group.steps.map(({ step }) => (
              <PlannedStepItem key={step.id} step={step} isOpen={areCommandsOpen} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}
