'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { Table } from '@/components/ui/table.tsx'
import type { DurationPoint } from '@/server/contract/history.ts'

/** The same numbers as the chart, newest first. */
export function DurationTable({ points }: { points: DurationPoint[] }) {
  const t = useTranslations('history')
  const tJobs = useTranslations('jobs')
  const duration = useDuration()
  const said = (seconds: number | null) => (seconds === null ? '–' : duration(seconds))
  return (
    <Table label={t('chart.title')}>
      <thead>
        <tr>
          <th scope="col">{t('columns.number')}</th>
          <th scope="col">{t('columns.started')}</th>
          <th scope="col">{t('chart.to')}</th>
          <th scope="col">{t('columns.downtime')}</th>
          <th scope="col">{t('columns.duration')}</th>
          <th scope="col">{t('columns.result')}</th>
        </tr>
      </thead>
      <tbody>
        {[...points].reverse().map((point) => (
          <tr key={point.id}>
            <td>
              <Link href={`/upgrades/${point.id}`} prefetch={false} className="text-accent underline underline-offset-2">
                {tJobs('number', { number: point.number })}
              </Link>
            </td>
            <td>
              <LocalTime iso={point.startedAt} />
            </td>
            <td className="font-mono text-sm">{point.toVersion}</td>
            <td className="tabular-nums">{said(point.downtimeSeconds)}</td>
            <td className="tabular-nums">{said(point.durationSeconds)}</td>
            <td>{point.isRolledBack ? tJobs('status.rolled-back') : tJobs('status.succeeded')}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
