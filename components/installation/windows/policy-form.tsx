'use client'

import { useTranslations } from 'next-intl'
import { useMay } from '@/components/layout/person-context.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import { setApprovalPolicy } from '@/server/actions/set-approval-policy.ts'
import type { WindowsReading } from '@/server/contract/maintenance-window.ts'
import { useChange } from './use-change.ts'

/** Whether upgrades need a second person. Only administrators change it: others could do away with it for their own plans. */
export function PolicyForm({ installationId, reading }: { installationId: string; reading: WindowsReading }) {
  const t = useTranslations('approval.policy')
  const mayChange = useMay('upgrade:break-glass')
  const { isBusy, isSilent, problem, ask } = useChange(installationId)
  const { approvalPolicy, people } = reading
  return (
    <div className="space-y-2">
      <RadioCards
        legend={t('legend')}
        name="approval-policy"
        value={approvalPolicy}
        className="md:grid-cols-3"
        choices={(['auto', 'always', 'never'] as const).map((value) => ({
          value,
          label: t(`${value}.label`),
          description: value === 'auto' ? t('auto.text', { count: people }) : t(`${value}.text`),
          disabledReason: mayChange || value === approvalPolicy ? undefined : t('administrators'),
        }))}
        onChange={(next) => {
          if (mayChange && !isBusy) void ask(() => setApprovalPolicy({ installationId, approvalPolicy: next }))
        }}
      />
      <AnswerBox isSilent={isSilent} problem={problem} />
    </div>
  )
}
