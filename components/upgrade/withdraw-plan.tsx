'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Undo } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useSay } from '@/components/i18n/use-say.ts'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { Button } from '@/components/ui/button.tsx'
import { Facts } from '@/components/ui/facts.tsx'
import { ReasonDialog } from '@/components/ui/reason-dialog.tsx'
import { Section } from '@/components/ui/section.tsx'
import { withdrawPlan } from '@/server/actions/withdraw-plan.ts'
import type { StartAnswer } from '@/server/contract/approval.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'

/** Takes a plan back that will not be started. */
export function WithdrawPlan({ snapshot, answer }: { snapshot: JobSnapshot; answer: StartAnswer }) {
  const t = useTranslations('run.withdraw')
  const say = useSay()
  const needs = useNeeds('upgrade:plan')
  const queries = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button disabledReason={needs ?? (answer.allowed ? null : say(answer.reason))} onClick={() => setIsOpen(true)}>
        <Undo aria-hidden />
        {t('open')}
      </Button>
      {isOpen && (
        <ReasonDialog
          title={t('title', { number: snapshot.number })}
          label={t('reason')}
          hint={t('reasonHint')}
          cancel={t('cancel')}
          confirm={t('confirm')}
          missing={null}
          send={(reason) => withdrawPlan({ jobId: snapshot.id, reason })}
          onDone={async () => {
            setIsOpen(false)
            await queries.invalidateQueries()
          }}
          onClose={() => setIsOpen(false)}
        >
          <p className="max-w-prose">{t('text')}</p>
        </ReasonDialog>
      )}
    </>
  )
}

/** Who withdrew it, when and why. */
export function WithdrawnNote({ withdrawn }: { withdrawn: NonNullable<JobSnapshot['withdrawn']> }) {
  const t = useTranslations('run.withdraw')
  return (
    <Section title={t('done')}>
      <Facts
        facts={[
          { label: t('by'), value: withdrawn.by },
          { label: t('at'), value: <LocalTime iso={withdrawn.at} /> },
          { label: t('reason'), value: withdrawn.reason === '' ? t('noReason') : <span className="break-words">{withdrawn.reason}</span> },
        ]}
      />
    </Section>
  )
}
