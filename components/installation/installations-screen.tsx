'use client'

import { useQuery } from '@tanstack/react-query'
import { Container, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { HelpLink } from '@/components/help/help-link.tsx'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { ButtonLink } from '@/components/ui/button-link.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { InstallationCards } from './installation-cards.tsx'
import { installationsQuery } from './installations-query.ts'

export function InstallationsScreen() {
  const t = useTranslations('adopt.list')
  const needs = useNeeds('installation:edit')
  const { data, error, refetch, isFetching } = useQuery(installationsQuery)
  const adopt = (
    <ButtonLink disabledReason={needs} href="/installations/adopt" variant="primary">
      <Plus aria-hidden />
      {t('adopt')}
    </ButtonLink>
  )
  return (
    <>
      <PageHeader title={t('title')} actions={data?.length ? adopt : undefined} />
      {error && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
      {(data !== undefined || error === null) && (
        <Section isFlush>
          {data === undefined && <Skeleton lines={4} />}
          {data?.length === 0 && (
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
          {data !== undefined && data.length > 0 && <InstallationCards installations={data} />}
        </Section>
      )}
    </>
  )
}
