'use client'

import { useLocale, useTranslations } from 'next-intl'
import { RefusalLine } from '@/components/ui/refusal-line.tsx'
import { LOCALE_NAMES, LOCALES } from '@/server/contract/locales.ts'
import { Segments } from './segments.tsx'
import { useChangeLocale, useLocaleRefusal } from './use-change-locale.ts'

const LANG = { en: 'en', zh: 'zh-CN' }

export function LanguageSwitch() {
  const t = useTranslations('common')
  const locale = useLocale()
  const change = useChangeLocale()
  return (
    <>
      <Segments
        label={t('language')}
        value={locale}
        choices={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value], lang: LANG[value] }))}
        onChange={change}
      />
      <RefusalLine text={useLocaleRefusal()} />
    </>
  )
}
