'use client'

import { useTranslations } from 'next-intl'
import { Table } from '@/components/ui/table.tsx'
import type { PlanDifference } from '@/server/contract/report.ts'

/** What the two plans say differently, by its place in the plan. */
export function PlanDifferences({ rows }: { rows: PlanDifference[] }) {
  const t = useTranslations('review.compare')
  if (rows.length === 0) return <p className="px-4 py-3 text-ink-2">{t('planSame')}</p>
  return (
    <Table label={t('plan')}>
      <thead>
        <tr>
          <th scope="col">{t('place')}</th>
          <th scope="col">{t('a')}</th>
          <th scope="col">{t('b')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ path, a, b }) => (
          <tr key={path}>
            <th scope="row" className="font-mono">
              {path}
            </th>
            <td className="min-w-40 break-words font-mono text-sm">{a ?? t('absent')}</td>
            <td className="min-w-40 break-words font-mono text-sm">{b ?? t('absent')}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
