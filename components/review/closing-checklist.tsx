'use client'

import { useTranslations } from 'next-intl'
import { SaidText } from '@/components/said-text.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { Section } from '@/components/ui/section.tsx'
import type { Checklist } from '@/server/contract/report.ts'
import { ChecklistRow } from './checklist-row.tsx'

/** What a person vouches for after the panel is done; whole once every item has a name. */
export function ClosingChecklist({ jobId, checklist }: { jobId: string; checklist: Checklist }) {
  const t = useTranslations('review.checklist')
  const { closedBecause, items, signedOffBy } = checklist
  return (
    <Section title={t('title')} description={t('text')} isFlush>
      {closedBecause !== null && (
        <p className="px-4 py-3 text-ink-2">
          <SaidText said={closedBecause} />
        </p>
      )}
      {signedOffBy !== null && (
        <div className="p-4 pb-0">
          <Alert tone="good" title={t('complete', { who: signedOffBy.join(', ') })} />
        </div>
      )}
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <ChecklistRow key={item.id} jobId={jobId} item={item} />
        ))}
      </ul>
    </Section>
  )
}
