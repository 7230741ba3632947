'use client'

import { useTranslations } from 'next-intl'
import { useActionText } from '@/components/audit/use-action-text.ts'
import { useActorText } from '@/components/audit/use-actor-text.ts'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useStepTitle } from '@/components/upgrade/use-step-title.ts'
import type { Decision } from '@/server/contract/report.ts'

/** When, who, what and why, in one line that wraps. */
export function DecisionLine({ decision, showsStep = false }: { decision: Decision; showsStep?: boolean }) {
  const t = useTranslations('review.decisions')
  const words = useActionText()
  const actorText = useActorText()
  const stepTitle = useStepTitle()
  const { at, by, action, stepId, reason, isRefused } = decision
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-0.5">
      <span className="text-ink-2 text-sm">
        <LocalTime iso={at} />
      </span>
      <span className="font-medium">{actorText(by)}</span>
      <span>
        {words(action)}
        {showsStep && stepId !== null && ` · ${stepTitle(stepId)}`}
        {isRefused && ` · ${t('refused')}`}
      </span>
      {reason !== null && <span className="break-words text-ink-2">{t('because', { reason })}</span>}
    </p>
  )
}
