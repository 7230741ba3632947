'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge.tsx'
import { Facts } from '@/components/ui/facts.tsx'
import { Section } from '@/components/ui/section.tsx'
import type { StartReading } from '@/server/contract/approval.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { STATE_TONES } from './approval-look.ts'
import { ApprovalRows } from './approval-rows.tsx'
import { WindowLine } from './window-line.tsx'
import { WordButtons } from './word-buttons.tsx'

/** Who has to say yes to this plan, who said what, and when it may start. */
export function ApprovalPanel({ snapshot, reading }: { snapshot: JobSnapshot; reading: StartReading }) {
  const t = useTranslations('approval')
  const { state, planner, policy, rows, window, isDemanded } = reading.approval
  const words = { planner: planner.name }
  return (
    <Section title={t('title')} actions={<Badge tone={STATE_TONES[state]}>{t(`state.${state}.badge`)}</Badge>}>
      <div className="space-y-4">
        <p className="max-w-prose font-medium text-lg">{t(`state.${state}.text`, words)}</p>
        <Facts
          facts={[
            { label: t('plannedBy'), value: planner.name },
            { label: t('hash'), value: <span className="break-all font-mono text-sm">{snapshot.planHash}</span> },
            { label: t('demanded'), value: t(`because.${policy}${isDemanded ? 'Yes' : 'No'}`) },
            { label: t('times'), value: <WindowLine window={window} /> },
          ]}
        />
        <ApprovalRows rows={rows} now={reading.serverNow} />
        <WordButtons snapshot={snapshot} reading={reading} />
      </div>
    </Section>
  )
}
