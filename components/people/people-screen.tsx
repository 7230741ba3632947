'use client'

import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { useMay } from '@/components/layout/person-context.tsx'
import { RoleMayNot } from '@/components/layout/role-may-not.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { AddPersonDialog } from './add-person-dialog.tsx'
import { peopleQuery } from './people-query.ts'
import { PeopleTable } from './people-table.tsx'
import { PersonDialog } from './person-dialog.tsx'

export function PeopleScreen() {
  return useMay('users:manage') ? <People /> : <RoleMayNot permission="users:manage" />
}

function People() {
  const t = useTranslations('people.list')
  const { data, error, refetch, isFetching } = useQuery(peopleQuery)
  const [isAdding, setIsAdding] = useState(false)
  const [managedId, setManagedId] = useState<string | null>(null)
  const managed = data?.find(({ id }) => id === managedId)
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('text')}
        actions={
          <Button variant="primary" onClick={() => setIsAdding(true)}>
            <UserPlus aria-hidden />
            {t('add')}
          </Button>
        }
      />
      {error && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
      {(data !== undefined || error === null) && (
        <Section isFlush>{data === undefined ? <Skeleton lines={5} /> : <PeopleTable people={data} onManage={setManagedId} />}</Section>
      )}
      {isAdding && <AddPersonDialog onClose={() => setIsAdding(false)} />}
      {managed && <PersonDialog person={managed} onClose={() => setManagedId(null)} />}
    </>
  )
}
