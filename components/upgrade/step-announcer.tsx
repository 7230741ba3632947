'use client'

import { useTranslations } from 'next-intl'
import type { Headline } from './headline.ts'
import { stepStateLabel } from './step-view.ts'
import { useStepTitle } from './use-step-title.ts'

/** Tells readers of the screen when a step changes its state. Log lines are not announced. */
export function StepAnnouncer({ saying }: { saying: Headline }) {
  const t = useTranslations('run')
  const stepTitle = useStepTitle()
  const { step, tone } = saying
  const text = step === null ? '' : t('step.announce', { step: stepTitle(step.id), state: t(`state.${stepStateLabel(step)}`) })
  const isUrgent = tone === 'bad' || tone === 'warn'
  return (
    <>
      <p className="sr-only" aria-live="polite">
        {isUrgent ? '' : text}
      </p>
      <p className="sr-only" aria-live="assertive">
        {isUrgent ? text : ''}
      </p>
    </>
  )
}
