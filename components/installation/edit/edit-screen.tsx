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
import { installationQuery } from '../installation-query.ts'
import { EditForm } from './edit-form.tsx'

export function EditScreen({ id }: { id: string }) {
  return useMay('installation:edit') ? <Edit id={id} /> : <RoleMayNot permission="installation:edit" />
}

function Edit({ id }: { id: string }) {
  const t = useTranslations('adopt')
  // Read once: what somebody types must not be replaced under their hands.
  const { data, error, refetch, isFetching } = useQuery({ ...installationQuery(id), refetchOnWindowFocus: false })
  const trail = [
    { href: '/installations', label: t('list.title') },
    { href: `/installations/${encodeURIComponent(id)}`, label: data?.name ?? t('list.name') },
  ]
  return (
    <>
      <PageHeader title={t('edit.title')} trail={trail} description={t('edit.text')} />
      <div className="max-w-5xl">
        {error && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
        {data === undefined && error === null && (
          <Section>
            <Skeleton lines={8} />
          </Section>
        )}
        {data !== undefined && (
          <HintPlace installationId={id} here={['installation-edit', 'installation-passwords']}>
            <EditForm key={data.id} installation={data} />
          </HintPlace>
        )}
      </div>
    </>
  )
}
