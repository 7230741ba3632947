'use client'

import { Handshake } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { SaidText } from '@/components/said-text.tsx'
import { Button } from '@/components/ui/button.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { AllowedChoice } from '../decision-view.ts'
import { ResolveDialog } from './resolve-dialog.tsx'

/** The way out for whoever brought OMS to a good state by hand. */
export function ResolveCard({ snapshot, choice }: { snapshot: JobSnapshot; choice: AllowedChoice }) {
  const t = useTranslations('choices.name')
  const needs = useNeeds('upgrade:run')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <li className="flex min-w-0 flex-col gap-3 rounded-md border border-line bg-surface p-3.5">
      <p>
        <SaidText said={choice.consequence} />
      </p>
      <div className="mt-auto">
        <Button className="min-h-11 px-5" disabledReason={needs} onClick={() => setIsOpen(true)}>
          <Handshake aria-hidden />
          {t('resolve')}
        </Button>
      </div>
      {isOpen && <ResolveDialog snapshot={snapshot} onClose={() => setIsOpen(false)} />}
    </li>
  )
}
