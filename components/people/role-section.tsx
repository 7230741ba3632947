'use client'

import { Check, Minus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Section } from '@/components/ui/section.tsx'
import { may, type Permission, ROLE_PERMISSIONS, type Role } from '@/server/contract/access.ts'

/** Everything that any role may do, as the table of permissions says. */
const ALL: Permission[] = [...ROLE_PERMISSIONS.administrator]

/** The role, and in words what it may and may not do. */
export function RoleSection({ role }: { role: Role }) {
  const t = useTranslations('people')
  const allowed = ALL.filter((permission) => may(role, permission))
  const others = ALL.filter((permission) => !may(role, permission))
  return (
    <Section title={t('account.role', { role: t(`role.${role}`) })} description={t(`roleText.${role}`)}>
      <div className="space-y-4">
        <PermissionList title={t('account.may')} permissions={allowed} isAllowed />
        {others.length > 0 && <PermissionList title={t('account.mayNot')} permissions={others} isAllowed={false} />}
        <p className="text-ink-2 text-sm">{t('account.roleChange')}</p>
      </div>
    </Section>
  )
}

function PermissionList({ title, permissions, isAllowed }: { title: string; permissions: Permission[]; isAllowed: boolean }) {
  const t = useTranslations('people.permission')
  const Icon = isAllowed ? Check : Minus
  return (
    <div className="space-y-1.5">
      <h3 className="font-medium text-sm">{title}</h3>
      <ul className="space-y-1">
        {permissions.map((permission) => (
          <li key={permission} className={isAllowed ? 'flex items-start gap-2' : 'flex items-start gap-2 text-ink-2'}>
            <Icon aria-hidden className={isAllowed ? 'mt-1 size-4 shrink-0 text-good' : 'mt-1 size-4 shrink-0'} />
            {t(permission)}
          </li>
        ))}
      </ul>
    </div>
  )
}
