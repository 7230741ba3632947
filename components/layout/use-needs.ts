'use client'

import { useTranslations } from 'next-intl'
import { type Permission, rolesWith } from '@/server/contract/access.ts'
import { useMay } from './person-context.tsx'

/** Why the reader's role may not do something, for `disabledReason`; null where it may. */
export function useNeeds(permission: Permission): string | null {
  const t = useTranslations('people.needs')
  const mayDo = useMay(permission)
  return mayDo ? null : t('reason', { role: rolesWith(permission)[0] ?? 'administrator' })
}
