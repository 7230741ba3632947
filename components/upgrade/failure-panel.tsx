'use client'

import { ScrollText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { BesideText } from '@/components/beside-text.tsx'
import { HintLinks } from '@/components/hint/hint-links.tsx'
import { SaidText } from '@/components/said-text.tsx'
import { Button } from '@/components/ui/button.tsx'
import { RawText } from '@/components/ui/raw-text.tsx'
import { Section } from '@/components/ui/section.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { StepId } from '@/server/contract/steps.ts'
import { DecisionPanel } from './decision-panel.tsx'
import { decisionView } from './decision-view.ts'
import { EmergencyKitNote } from './emergency-kit-note.tsx'
import { HA_STEPS, HaConfigNow } from './ha-config-now.tsx'
import { currentStep } from './headline.ts'
import { KnownFailureBox } from './known-failure-box.tsx'
import { useStepTitle } from './use-step-title.ts'
import { WorldLook } from './world/world-look.tsx'
import { WorldList } from './world-list.tsx'

interface FailurePanelProps {
  snapshot: JobSnapshot
  onShowLog: (id: StepId) => void
}

/** A run that waits for a person: what happened, every way on, and in what state the world is. */
export function FailurePanel({ snapshot, onShowLog }: FailurePanelProps) {
  const view = decisionView(snapshot)
  return (
    <>
      <WhatHappened snapshot={snapshot} onShowLog={onShowLog} />
      {view !== null && <DecisionPanel snapshot={snapshot} view={view} />}
      <Section>
        <div className="grid gap-x-8 gap-y-5 lg:grid-cols-2">
          <WorldLook snapshot={snapshot} />
          <WorldList snapshot={snapshot} />
          <EmergencyKitNote snapshot={snapshot} />
        </div>
      </Section>
    </>
  )
}

function WhatHappened({ snapshot, onShowLog }: FailurePanelProps) {
  const t = useTranslations('run.failure')
  const stepTitle = useStepTitle()
  const step = currentStep(snapshot.steps)
  if (step === null) return null
  const words = { step: stepTitle(step.id) }
  return (
    <section aria-labelledby="failure-panel" className="min-w-0 space-y-3 rounded-lg border-2 border-bad bg-bad-soft p-4 sm:p-5">
      <h2 id="failure-panel" className="font-semibold text-bad text-lg">
        {t('title')}
      </h2>
      <div className="max-w-prose space-y-1 text-lg">
        <p className="font-medium">{step.status === 'interrupted' ? t('cutOff', words) : t('atStep', words)}</p>
        {step.outcome !== null && (
          <p>
            <SaidText said={step.outcome} />
          </p>
        )}
        {step.outcome !== null && <HintLinks texts={[step.outcome]} />}
        {step.beside !== null && (
          <p>
            <BesideText status={step.status} beside={step.beside} />
          </p>
        )}
      </div>
      {snapshot.knownFailure !== null && <KnownFailureBox known={snapshot.knownFailure} />}
      {snapshot.plan.consoleDriver === 'guided' && HA_STEPS.includes(step.id) && <HaConfigNow jobId={snapshot.id} />}
      {step.rawError !== null && <RawText text={step.rawError} isOpen />}
      <Button onClick={() => onShowLog(step.id)}>
        <ScrollText aria-hidden />
        {t('log')}
      </Button>
    </section>
  )
}
