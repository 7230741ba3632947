'use client'

import { ScrollText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { SaidText } from '@/components/said-text.tsx'
import { Button } from '@/components/ui/button.tsx'
import { RawText } from '@/components/ui/raw-text.tsx'
import type { JobSnapshot, StepState } from '@/server/contract/job.ts'
import type { StepId } from '@/server/contract/steps.ts'
import { useStepTitle } from './use-step-title.ts'
import { WayBackList } from './way-back-list.tsx'
import { WorldList } from './world-list.tsx'

interface FailurePanelProps {
  snapshot: JobSnapshot
  step: StepState
  onShowLog: (id: StepId) => void
}

/** What happened, in what state the world is now, and what remains to be done by hand. Offers nothing that does not exist. */
export function FailurePanel({ snapshot, step, onShowLog }: FailurePanelProps) {
  const t = useTranslations('run.failure')
  const title = useStepTitle()(step.id)
  return (
    <section aria-labelledby="failure-panel" className="min-w-0 rounded-lg border-2 border-bad bg-surface">
      <div className="space-y-2 rounded-t-md bg-bad-soft p-4 sm:p-5">
        <h2 id="failure-panel" className="font-semibold text-bad text-lg">
          {t('title')}
        </h2>
        <p className="font-medium text-lg">{step.status === 'interrupted' ? t('cutOff', { step: title }) : t('atStep', { step: title })}</p>
        {step.outcome !== null && (
          <p className="max-w-prose text-lg">
            <SaidText said={step.outcome} />
          </p>
        )}
        {step.rawError !== null && <RawText text={step.rawError} isOpen />}
        <Button onClick={() => onShowLog(step.id)}>
          <ScrollText aria-hidden />
          {t('log')}
        </Button>
      </div>
      <div className="grid gap-x-8 gap-y-5 p-4 sm:p-5 lg:grid-cols-2">
        <WorldList snapshot={snapshot} />
        <WayBackList snapshot={snapshot} />
      </div>
    </section>
  )
}
