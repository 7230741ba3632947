'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowUpFromLine, Pencil } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { HintPlace } from '@/components/hint/hint-place.tsx'
import { DurationSection } from '@/components/history/duration-section.tsx'
import { jobsInOrder } from '@/components/job-list/job-groups.ts'
import { JobTable } from '@/components/job-list/job-table.tsx'
import { jobsQuery } from '@/components/job-list/jobs-query.ts'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { ButtonLink } from '@/components/ui/button-link.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { ArchivedNote, ArchiveSection } from './archive-section.tsx'
import { InstallationFacts } from './installation-facts.tsx'
import { installationQuery } from './installation-query.ts'
import { KeptNote } from './kept-note.tsx'
import { PasswordsSection } from './passwords-section.tsx'
import { SharedNote } from './shared-note.tsx'
import { WindowsSection } from './windows/windows-section.tsx'

export function InstallationScreen({ id }: { id: string }) {
  const t = useTranslations()
  const needs = useNeeds('upgrade:plan')
  const needsEdit = useNeeds('installation:edit')
  const installation = useQuery(installationQuery(id))
  const trail = [{ href: '/installations', label: t('adopt.list.title') }]
  if (installation.data === undefined) {
    return (
      <>
        <PageHeader title={t('adopt.list.name')} trail={trail} />
        {installation.error ? (
          <ReadFailure error={installation.error} onRetry={installation.refetch} isRetrying={installation.isFetching} />
        ) : (
          <Section>
            <Skeleton lines={8} />
          </Section>
        )}
      </>
    )
  }
  return (
    <HintPlace installationId={id}>
      <PageHeader
        title={installation.data.name}
        trail={trail}
        actions={
          installation.data.archived === null && (
            <>
              <ButtonLink disabledReason={needsEdit} href={`/installations/${encodeURIComponent(id)}/edit`}>
                <Pencil aria-hidden />
                {t('adopt.edit.open')}
              </ButtonLink>
              <ButtonLink disabledReason={needs} href={`/upgrades/new?installation=${encodeURIComponent(id)}`} variant="primary">
                <ArrowUpFromLine aria-hidden />
                {t('adopt.detail.plan')}
              </ButtonLink>
            </>
          )
        }
      />
      <div className="space-y-5">
        <ArchivedNote installation={installation.data} />
        <SharedNote installation={installation.data} />
        <KeptNote installationId={id} />
        <Section title={t('adopt.detail.known')}>
          <InstallationFacts installation={installation.data} />
        </Section>
        <WindowsSection installationId={id} />
        <Section
          title={t('adopt.detail.jobs')}
          isFlush
          actions={
            <Link
              href={`/upgrades?installation=${encodeURIComponent(id)}`}
              className="inline-flex min-h-6 items-center text-accent text-sm underline underline-offset-2"
            >
              {t('jobs.overview.all')}
            </Link>
          }
        >
          <JobsOf id={id} />
        </Section>
        <DurationSection installationId={id} />
        {installation.data.archived === null && <PasswordsSection installation={installation.data} />}
        <ArchiveSection installation={installation.data} />
      </div>
    </HintPlace>
  )
}

function JobsOf({ id }: { id: string }) {
  const t = useTranslations('jobs.empty')
  const { data, error, refetch, isFetching } = useQuery(jobsQuery(id))
  if (error) return <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />
  if (data === undefined) return <Skeleton />
  const jobs = jobsInOrder(data)
  return jobs.length === 0 ? (
    <p className="px-4 py-3 text-ink-2">{t('ofInstallation')}</p>
  ) : (
    <JobTable jobs={jobs} showsInstallation={false} />
  )
}
