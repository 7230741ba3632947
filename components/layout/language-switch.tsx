'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { setLocale } from '@/server/actions/set-locale.ts'
import { LOCALE_NAMES, LOCALES } from '@/server/contract/locales.ts'
import { Segments } from './segments.tsx'

const LANG = { en: 'en', zh: 'zh-CN' }

export function LanguageSwitch() {
  const t = useTranslations('common')
  const locale = useLocale()
  const [, startTransition] = useTransition()
  return (
    <Segments
      label={t('language')}
      value={locale}
      choices={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value], lang: LANG[value] }))}
      onChange={(value) => startTransition(async () => void (await setLocale(value)))}
    />
  )
}
