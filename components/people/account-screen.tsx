'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { usePerson } from '@/components/layout/person-context.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { accountQuery } from './account-query.ts'
import { PasswordSection } from './password-section.tsx'
import { RoleSection } from './role-section.tsx'
import { SessionsSection } from './sessions-section.tsx'
import { SettingsSection } from './settings-section.tsx'
import { TwoFactorSection } from './two-factor-section.tsx'

/** Somebody's own account; with a password that somebody else chose, nothing but changing it. */
export function AccountScreen() {
  const t = useTranslations('people.account')
  const person = usePerson()
  const { data, error, refetch, isFetching } = useQuery({ ...accountQuery, enabled: !person.mustChangePassword })
  if (person.mustChangePassword) {
    return (
      <>
        <PageHeader title={t('firstTitle', { name: person.name })} />
        <div className="max-w-2xl space-y-5">
          <Alert tone="warn" title={t('mustChange')}>
            <p>{t('mustChangeText')}</p>
          </Alert>
          <PasswordSection />
        </div>
      </>
    )
  }
  return (
    <>
      <PageHeader title={t('title')} description={`${person.name} · ${person.email}`} />
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <div className="min-w-0 space-y-5">
          <PasswordSection />
          {error && data === undefined && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
          {data === undefined && error === null && (
            <Section title={t('twoFactor')}>
              <Skeleton lines={6} className="p-0" />
            </Section>
          )}
          {data !== undefined && <TwoFactorSection account={data} />}
          {data !== undefined && <SessionsSection sessions={data.sessions} />}
        </div>
        <div className="min-w-0 space-y-5">
          <SettingsSection />
          <RoleSection role={person.role} />
        </div>
      </div>
    </>
  )
}
