'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { useMay } from '@/components/layout/person-context.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import { setApprovalPolicy } from '@/server/actions/set-approval-policy.ts'
import type { WindowsReading } from '@/server/contract/maintenance-window.ts'
import { useChange } from './use-change.ts'

const POLICIES = ['auto', 'always', 'never'] as const

/** Whether upgrades need a second person. Only administrators change it: others could do away with it for their own plans. */
export function PolicyForm({ installationId, reading }: { installationId: string; reading: WindowsReading }) {
  const t = useTranslations('approval.policy')
  const mayChange = useMay('upgrade:break-glass')
  const { isBusy, isSilent, problem, ask, forget } = useChange(installationId)
  const { approvalPolicy, people } = reading
  /** Null: nothing but what is in force. */
  const [picked, setPicked] = useState<typeof approvalPolicy | null>(null)
  const form = useRef<HTMLDivElement>(null)

  function pick(next: typeof picked) {
    setPicked(next)
    forget()
  }

  /** The buttons go away: whoever works by keyboard is led back to the choice. */
  function leave(chosen: typeof approvalPolicy) {
    pick(null)
    form.current?.querySelector<HTMLInputElement>(`input[value=${chosen}]`)?.focus()
  }

  async function save(next: typeof approvalPolicy) {
    if (await ask(() => setApprovalPolicy({ installationId, approvalPolicy: next }))) leave(next)
  }

  return (
    <div ref={form} className="space-y-2">
      <RadioCards
        legend={t('legend')}
        name="approval-policy"
        value={picked ?? approvalPolicy}
        className="md:grid-cols-3"
        choices={POLICIES.map((value) => ({
          value,
          label: t(`${value}.label`),
          description: value === 'auto' ? t('auto.text', { count: people }) : t(`${value}.text`),
          disabledReason: mayChange || value === approvalPolicy ? undefined : t('administrators'),
        }))}
        onChange={(next) => !isBusy && pick(next)}
      />
      {picked !== null && picked !== approvalPolicy && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button variant="primary" isBusy={isBusy} onClick={() => save(picked)}>
            {t('save')}
          </Button>
          <Button onClick={() => leave(approvalPolicy)}>{t('keep')}</Button>
          <p className="text-ink-2 text-sm">{t('inForce', { policy: t(`${approvalPolicy}.label`) })}</p>
        </div>
      )}
      <AnswerBox isSilent={isSilent} problem={problem} />
    </div>
  )
}
