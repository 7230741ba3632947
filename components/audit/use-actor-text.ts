'use client'

import { useTranslations } from 'next-intl'
import { visibleText } from './visible-text.ts'

/** The panel and strangers in the reader's language; people by their names. */
export function useActorText(): (actor: string) => string {
  const t = useTranslations('audit')
  return (actor) => (actor === 'panel' ? t('panel') : actor === 'nobody' ? t('nobody') : visibleText(actor))
}
