'use client'

import { ArrowUpFromLine } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { ButtonLink } from '@/components/ui/button-link.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { LeftoverNotes } from './leftover-notes.tsx'

/** What is in the way of the same upgrade, and the way to its next plan. */
export function NextAttempt({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('run.rolledBack')
  const needs = useNeeds('upgrade:plan')
  return (
    <div className="min-w-0 space-y-2">
      <h3 className="font-semibold">{t('again')}</h3>
      <LeftoverNotes snapshot={snapshot} />
      <ButtonLink
        href={`/upgrades/new?installation=${encodeURIComponent(snapshot.installation.id)}`}
        variant="primary"
        disabledReason={needs}
      >
        <ArrowUpFromLine aria-hidden />
        {t('plan')}
      </ButtonLink>
    </div>
  )
}
