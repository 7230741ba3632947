'use client'

import { useTranslations } from 'next-intl'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import type { DiffRow } from '@/server/contract/plan.ts'
import { diffGroups } from './diff-groups.ts'
import { DiffRowItem } from './diff-row-item.tsx'

const HEADING = 'bg-sunken px-4 py-2 font-semibold text-ink-2 text-sm'

/** Only what differs is loud; what the document demands to be kept is shown as kept. */
export function ContainerDiff({ rows }: { rows: DiffRow[] }) {
  const t = useTranslations('plan.diff')
  const { rules, differences, same } = diffGroups(rows)
  return (
    <div>
      {rules.length > 0 && <h3 className={HEADING}>{t('rules')}</h3>}
      <ul className="divide-y divide-line">
        {rules.map((row) => (
          <DiffRowItem key={row.path} row={row} />
        ))}
      </ul>
      <h3 className={HEADING}>{t('differences')}</h3>
      {differences.length === 0 && <p className="px-4 py-2.5 text-ink-2">{t('noDifferences')}</p>}
      <ul className="divide-y divide-line">
        {differences.map((row) => (
          <DiffRowItem key={row.path} row={row} />
        ))}
      </ul>
      {same.length > 0 && (
        <div className="border-line border-t px-4 py-2.5">
          <Disclosure summary={t('same', { count: same.length })}>
            <ul className="-mx-4 divide-y divide-line">
              {same.map((row) => (
                <DiffRowItem key={row.path} row={row} />
              ))}
            </ul>
          </Disclosure>
        </div>
      )}
    </div>
  )
}
