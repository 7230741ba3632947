'use client'

import { useQuery } from '@tanstack/react-query'
import { Container, Plus } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { HelpLink } from '@/components/help/help-link.tsx'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { ButtonLink } from '@/components/ui/button-link.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { InstallationCards } from './installation-cards.tsx'
import { installationsQuery, inUse } from './installations-query.ts'

export function InstallationsScreen() {
  const t = useTranslations('adopt.list')
  const needs = useNeeds('installation:edit')
  const { data, error, refetch, isFetching } = useQuery(installationsQuery)
  const used = data === undefined ? undefined : inUse(data)
  const archived = data?.filter(({ archived }) => archived !== null) ?? []
  const adopt = (
    <ButtonLink disabledReason={needs} href="/installations/adopt" variant="primary">
      <Plus aria-hidden />
      {t('adopt')}
    </ButtonLink>
  )
  return (
    <>
      <PageHeader title={t('title')} actions={used?.length ? adopt : undefined} />
      {error && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
      {(data !== undefined || error === null) && (
        <Section isFlush>
          {data === undefined && <Skeleton lines={4} />}
          {used?.length === 0 && (
            <EmptyState
              icon={Container}
              title={t('emptyTitle')}
              actions={
                <>
                  {adopt}
                  <HelpLink journey="adopt" />
                </>
              }
            >
              <p>{t('emptyText')}</p>
            </EmptyState>
          )}
          {used !== undefined && used.length > 0 && <InstallationCards installations={used} />}
        </Section>
      )}
      {archived.length > 0 && (
        <Disclosure className="mt-5" summary={t('archived', { count: archived.length })}>
          <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
            {archived.map(({ id, name, version, nodes, archived: put }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
                <Link
                  href={`/installations/${encodeURIComponent(id)}`}
                  className="inline-flex min-h-6 items-center font-semibold underline-offset-2 hover:underline"
                >
                  {name}
                </Link>
                <span className="font-mono text-sm">{version}</span>
                <span className="font-mono text-ink-2 text-sm">{nodes.map(({ containerName }) => containerName).join(', ')}</span>
                <span className="min-w-0 break-words text-ink-2 text-sm">{put?.reason}</span>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  )
}
