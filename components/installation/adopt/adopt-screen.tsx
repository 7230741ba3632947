'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { HintPlace } from '@/components/hint/hint-place.tsx'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { useMay } from '@/components/layout/person-context.tsx'
import { RoleMayNot } from '@/components/layout/role-may-not.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { AdoptWizard } from './adopt-wizard.tsx'
import { containersQuery } from './containers-query.ts'

export function AdoptScreen() {
  return useMay('installation:edit') ? <Adopt /> : <RoleMayNot permission="installation:edit" />
}

function Adopt() {
  const t = useTranslations('adopt')
  const { data, error, refetch, isFetching } = useQuery(containersQuery)
  return (
    <>
      <PageHeader title={t('title')} trail={[{ href: '/installations', label: t('list.title') }]} description={t('description')} />
      <div className="max-w-5xl">
        {error && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
        {data === undefined && error === null && (
          <Section title={t('pick.title')} description={t('pick.text')}>
            <Skeleton lines={4} className="p-0" />
          </Section>
        )}
        {data !== undefined && (
          <HintPlace here={['adopt', 'installation-edit', 'installation-passwords']}>
            <AdoptWizard containers={data} onLookAgain={refetch} isLooking={isFetching} />
          </HintPlace>
        )}
      </div>
    </>
  )
}
