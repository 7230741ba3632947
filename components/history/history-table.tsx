'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useJobCells } from '@/components/job-list/use-job-cells.tsx'
import { Table } from '@/components/ui/table.tsx'
import type { HistoryRow } from '@/server/contract/history.ts'
import { CompareBox } from './compare-box.tsx'
import type { Chosen } from './compare-choice.ts'
import type { HistoryAddress } from './history-address.ts'
import { JobPeople } from './job-people.tsx'
import { JobPhases } from './job-phases.tsx'
import { JobResult } from './job-result.tsx'
import { SortHeading } from './sort-heading.tsx'
import type { ChangeAddress } from './use-history-address.ts'

export interface HistoryListProps {
  rows: HistoryRow[]
  chosen: Chosen[]
  onToggle: (job: HistoryRow) => void
}

interface HistoryTableProps extends HistoryListProps {
  address: HistoryAddress
  change: ChangeAddress
}

const LINK = 'inline-flex min-h-6 items-center whitespace-nowrap text-accent underline underline-offset-2'

export function HistoryTable({ rows, chosen, onToggle, address, change }: HistoryTableProps) {
  const t = useTranslations('history')
  const tJobs = useTranslations('jobs')
  const cells = useJobCells()
  return (
    <Table label={tJobs('list.label')} className="min-w-6xl table-fixed [&_td]:px-3 [&_th]:px-3">
      <thead>
        <tr>
          <th scope="col" className="w-10">
            <span className="sr-only">{t('compare.short')}</span>
          </th>
          <SortHeading sort="number" address={address} change={change} className="w-24" />
          <th scope="col" className="w-48">
            {t('columns.result')}
          </th>
          <th scope="col">{t('columns.installation')}</th>
          <th scope="col" className="w-52">
            {t('columns.people')}
          </th>
          <SortHeading sort="started" address={address} change={change} className="w-44" />
          <SortHeading sort="downtime" address={address} change={change} className="w-28" />
          <SortHeading sort="duration" address={address} change={change} className="w-44" />
        </tr>
      </thead>
      <tbody>
        {rows.map((job) => {
          const { versions, started, duration, downtime } = cells(job)
          return (
            <tr key={job.id} className="hover:bg-sunken">
              <td>
                <CompareBox job={job} chosen={chosen} onToggle={onToggle} />
              </td>
              <td>
                <Link href={`/upgrades/${job.id}`} prefetch={false} className={`${LINK} font-medium`}>
                  {tJobs('number', { number: job.number })}
                </Link>
                <br />
                <Link
                  href={`/upgrades/${job.id}/review`}
                  prefetch={false}
                  className={`${LINK} text-sm`}
                  aria-label={t('reviewOf', { number: job.number })}
                >
                  {t('review')}
                </Link>
              </td>
              <td>
                <JobResult job={job} />
              </td>
              <td>
                <Link href={`/installations/${job.installation.id}`} prefetch={false} className="underline-offset-2 hover:underline">
                  {job.installation.name}
                </Link>
                <br />
                {versions}
              </td>
              <td>
                <JobPeople job={job} />
              </td>
              <td>{started}</td>
              <td className="whitespace-nowrap tabular-nums">{downtime}</td>
              <td className="tabular-nums">
                {duration}
                <JobPhases phases={job.phases} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}
