'use client'

import { CircleCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import type { Finding } from '@/server/contract/finding.ts'
import { findingGroups } from './finding-groups.ts'
import { FindingItem } from './finding-item.tsx'

interface FindingListProps {
  findings: Finding[]
  /** Ids of `confirm` findings that are accepted. */
  confirmed?: string[]
  /** Absent: confirmations are shown and cannot be changed. */
  onConfirm?: (id: string, isAccepted: boolean) => void
  /** What stands beside a finding that offers something. */
  offered?: (finding: Finding) => ReactNode
  /** Opens the group of what is fine. */
  isOkOpen?: boolean
}

/** What needs a person first; what is fine folded away. */
export function FindingList({ findings, confirmed = [], onConfirm, offered, isOkOpen = false }: FindingListProps) {
  const t = useTranslations('plan.findings')
  const { blocking, confirm, note, ok } = findingGroups(findings)
  return (
    <div>
      <ul className="divide-y divide-line">
        {blocking.map((finding) => (
          <FindingItem key={finding.id} finding={finding}>
            {offered?.(finding)}
          </FindingItem>
        ))}
        {confirm.map((finding) => (
          <FindingItem key={finding.id} finding={finding}>
            {offered?.(finding)}
            <Checkbox
              className="pt-0.5"
              label={t('accept')}
              checked={confirmed.includes(finding.id)}
              disabled={onConfirm === undefined}
              onChange={(event) => onConfirm?.(finding.id, event.target.checked)}
            />
          </FindingItem>
        ))}
        {note.map((finding) => (
          <FindingItem key={finding.id} finding={finding}>
            {offered?.(finding)}
          </FindingItem>
        ))}
      </ul>
      {ok.length > 0 && (
        <div className="border-line px-4 py-2.5 not-first:border-t">
          <Disclosure
            isOpen={isOkOpen}
            summary={
              <span className="inline-flex items-center gap-1.5 text-good">
                <CircleCheck aria-hidden className="size-4" />
                {t('okCount', { count: ok.length })}
              </span>
            }
          >
            <ul className="-mx-4 divide-y divide-line">
              {ok.map((finding) => (
                <FindingItem key={finding.id} finding={finding} />
              ))}
            </ul>
          </Disclosure>
        </div>
      )}
    </div>
  )
}
