'use client'

import { Lock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button-link.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { Section } from '@/components/ui/section.tsx'
import type { Permission } from '@/server/contract/access.ts'
import { PageHeader } from './page-header.tsx'
import { usePerson } from './person-context.tsx'
import { useNeeds } from './use-needs.ts'

/** In place of a page that the reader's role may not see. */
export function RoleMayNot({ permission }: { permission: Permission }) {
  const t = useTranslations('people')
  const { role } = usePerson()
  const needs = useNeeds(permission)
  return (
    <>
      <PageHeader title={t('needs.title')} />
      <Section>
        <EmptyState
          icon={Lock}
          title={t('needs.text', { role: t(`role.${role}`) })}
          actions={<ButtonLink href="/">{t('needs.home')}</ButtonLink>}
        >
          <p>{needs}</p>
        </EmptyState>
      </Section>
    </>
  )
}
