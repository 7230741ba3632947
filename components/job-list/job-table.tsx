'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Table } from '@/components/ui/table.tsx'
import type { JobRow } from '@/server/contract/job.ts'
import { JobCards } from './job-cards.tsx'
import { JobStatusBadge } from './job-status-badge.tsx'
import { useJobCells } from './use-job-cells.tsx'

/** A table where there is room for one, cards where there is not. */
export function JobTable({ jobs, showsInstallation = true }: { jobs: JobRow[]; showsInstallation?: boolean }) {
  const t = useTranslations('jobs')
  const cells = useJobCells()
  return (
    <>
      <div className="hidden md:block">
        <Table label={t('list.label')} className="min-w-4xl table-fixed">
          <thead>
            <tr>
              <th scope="col" className="w-24">
                {t('list.job')}
              </th>
              <th scope="col" className="w-72">
                {t('list.status')}
              </th>
              {showsInstallation && <th scope="col">{t('list.installation')}</th>}
              <th scope="col" className="w-40">
                {t('list.versions')}
              </th>
              <th scope="col" className="w-48">
                {t('list.started')}
              </th>
              <th scope="col" className="w-32">
                {t('list.duration')}
              </th>
              <th scope="col" className="w-32">
                {t('list.downtime')}
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => {
              const { versions, started, duration, downtime, step } = cells(job)
              return (
                <tr key={job.id} className="hover:bg-sunken">
                  <td>
                    <Link
                      href={`/upgrades/${job.id}`}
                      prefetch={false}
                      className="inline-flex min-h-6 items-center whitespace-nowrap font-medium text-accent underline underline-offset-2"
                    >
                      {t('number', { number: job.number })}
                    </Link>
                  </td>
                  <td>
                    <JobStatusBadge status={job.status} />
                    {step && <span className="mt-0.5 block text-ink-2 text-sm">{step}</span>}
                  </td>
                  {showsInstallation && (
                    <td>
                      <Link href={`/installations/${job.installation.id}`} className="underline-offset-2 hover:underline">
                        {job.installation.name}
                      </Link>
                    </td>
                  )}
                  <td>{versions}</td>
                  <td>{started}</td>
                  <td className="whitespace-nowrap tabular-nums">{duration}</td>
                  <td className="whitespace-nowrap tabular-nums">{downtime}</td>
                </tr>
              )
            })}
          </tbody>
        </Table>
      </div>
      <div className="md:hidden">
        <JobCards jobs={jobs} showsInstallation={showsInstallation} />
      </div>
    </>
  )
}
