'use client'

import { useTranslations } from 'next-intl'
import { visibleText } from './visible-text.ts'

/** What an action id means, in words; one that this version does not know stays as it is. */
export function useActionText(): (action: string) => string {
  const t = useTranslations('audit')
  return (action) => {
    if (action.includes(' /api/')) return t('reads', { route: visibleText(action) })
    const key = `actions.${action.replaceAll('.', '_')}` as 'actions.upgrade_start'
    return t.has(key) ? t(key) : visibleText(action)
  }
}
