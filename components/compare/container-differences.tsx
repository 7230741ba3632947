'use client'

import { useTranslations } from 'next-intl'
import { Table } from '@/components/ui/table.tsx'
import type { ContainerDifference } from '@/server/contract/report.ts'

/** Properties that the two upgrades change differently between their old and their new container. */
export function ContainerDifferences({ rows }: { rows: ContainerDifference[] }) {
  const t = useTranslations('review.compare')
  if (rows.length === 0) return <p className="px-4 py-3 text-ink-2">{t('containerSame')}</p>
  return (
    <Table label={t('container')}>
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
            <td className="min-w-40">
              <Change change={a} />
            </td>
            <td className="min-w-40">
              <Change change={b} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Change({ change }: { change: ContainerDifference['a'] }) {
  const t = useTranslations('review.compare')
  if (change === null) return <span className="text-ink-2">{t('unchanged')}</span>
  return (
    <span className="break-words font-mono text-sm">
      {change.before ?? t('absent')} → {change.after ?? t('absent')}
    </span>
  )
}
