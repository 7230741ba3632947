'use client'

import { useTranslations } from 'next-intl'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import { Role } from '@/server/contract/access.ts'

export function RoleChoice({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const t = useTranslations('people')
  return (
    <RadioCards
      legend={t('list.role')}
      name="role"
      value={value}
      onChange={onChange}
      className="sm:grid-cols-2"
      choices={Role.options.map((role) => ({ value: role, label: t(`role.${role}`), description: t(`roleText.${role}`) }))}
    />
  )
}
