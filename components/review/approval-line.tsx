'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { SaidText } from '@/components/said-text.tsx'
import type { ApprovalView } from '@/server/contract/report.ts'

/** What an approver said, about which plan, and why it does not count any more. */
export function ApprovalLine({ approval }: { approval: ApprovalView }) {
  const t = useTranslations('review.approval')
  const { kind, by, at, reason, isOfThisPlan, voidedAt, voidedBecause } = approval
  return (
    <div className="break-words">
      <p>
        <span className="font-medium">{by}</span> {t(`kind.${kind}`)} <LocalTime iso={at} />
        {!isOfThisPlan && ` · ${t('otherPlan')}`}
      </p>
      {reason !== null && reason !== '' && <p className="text-ink-2">{t('reason', { reason })}</p>}
      {voidedAt !== null && (
        <p className="text-warn">
          {t.rich('voided', { time: () => <LocalTime iso={voidedAt} /> })} {voidedBecause !== null && <SaidText said={voidedBecause} />}
        </p>
      )}
    </div>
  )
}
