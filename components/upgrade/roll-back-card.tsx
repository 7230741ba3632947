'use client'

import { Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { SaidText } from '@/components/said-text.tsx'
import { Button } from '@/components/ui/button.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { AllowedChoice } from './decision-view.ts'
import { RollBackDialog } from './roll-back-dialog.tsx'

/** The way back; everything that has to be known before it is in the dialog. */
export function RollBackCard({ snapshot, choice }: { snapshot: JobSnapshot; choice: AllowedChoice }) {
  const t = useTranslations('run.rollback')
  const needs = useNeeds('upgrade:rollback')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <li className="flex min-w-0 flex-col gap-3 rounded-md border border-line bg-surface p-3.5">
      <p>
        <SaidText said={choice.consequence} />
      </p>
      <div className="mt-auto">
        <Button className="min-h-11 border-bad px-5 text-bad" disabledReason={needs} onClick={() => setIsOpen(true)}>
          <Undo2 aria-hidden />
          {t('openWhat', { from: snapshot.fromVersion })}
        </Button>
      </div>
      {isOpen && <RollBackDialog snapshot={snapshot} onClose={() => setIsOpen(false)} />}
    </li>
  )
}
