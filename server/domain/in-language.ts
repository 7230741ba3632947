import { createTranslator } from 'use-intl/core'
import { completeParams } from '../contract/complete-params.ts'
import type { Locale } from '../contract/locales.ts'
import { en } from '../contract/messages/en.ts'
import { zh } from '../contract/messages/zh.ts'
import type { Said } from '../contract/said.ts'

interface Translate {
  (key: string, params?: Record<string, string | number>): string
  has(key: string): boolean
  raw(key: string): unknown
}

const TRANSLATORS: Record<Locale, Translate> = {
  en: createTranslator({ locale: 'en', messages: en }) as unknown as Translate,
  zh: createTranslator({ locale: 'zh', messages: zh }) as unknown as Translate,
}

/** The words of a Said in a language that is known beforehand, as a notice needs them. Never a key. */
export function inLanguage(locale: Locale, { key, params }: Said): string {
  const t = TRANSLATORS[locale]
  return t.has(key) ? t(key, completeParams(String(t.raw(key)), params)) : t('common.textMissing')
}
