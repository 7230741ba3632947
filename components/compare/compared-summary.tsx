'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { Table } from '@/components/ui/table.tsx'
import type { ComparedSide, RunComparison } from '@/server/contract/report.ts'
import { useDifference } from './use-difference.ts'

/** Both runs as a whole. */
export function ComparedSummary({ comparison }: { comparison: RunComparison }) {
  const t = useTranslations('review')
  const duration = useDuration()
  const difference = useDifference()
  const { a, b } = comparison
  const time = (seconds: number | null) => (seconds === null ? t('compare.unknown') : duration(seconds))
  const rows: [string, (side: ComparedSide) => ReactNode, string | null][] = [
    [
      'job',
      (side) => (
        <Link className="underline underline-offset-2" href={`/upgrades/${side.jobId}/review`}>
          {t('title', { number: side.jobNumber, installation: side.installation })}
        </Link>
      ),
      null,
    ],
    ['kind', (side) => t(`runs.kind.${side.kind}`), null],
    ['versions', (side) => t('versions', { from: side.fromVersion, to: side.toVersion }), null],
    ['result', (side) => t(`runs.status.${side.status}`), null],
    ['started', (side) => <LocalTime iso={side.startedAt} />, null],
    ['by', (side) => side.startedBy, null],
    ['duration', (side) => time(side.seconds), difference(a.seconds, b.seconds)],
    [
      'downtime',
      (side) => (side.downtimeSeconds === null ? t('compare.noWindow') : duration(side.downtimeSeconds)),
      difference(a.downtimeSeconds, b.downtimeSeconds),
    ],
  ]
  return (
    <Table label={t('compare.summary')}>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">{t('compare.property')}</span>
          </th>
          <th scope="col">{t('compare.a')}</th>
          <th scope="col">{t('compare.b')}</th>
          <th scope="col">{t('compare.difference')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, cell, apart]) => (
          <tr key={name}>
            <th scope="row">{t(`compare.row.${name as 'job'}`)}</th>
            <td>{cell(a)}</td>
            <td>{cell(b)}</td>
            <td className="whitespace-nowrap tabular-nums">{apart}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
