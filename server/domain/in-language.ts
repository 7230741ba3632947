import { createTranslator } from 'use-intl/core'
import type { Locale } from '../contract/locales.ts'
import { en } from '../contract/messages/en.ts'
import { zh } from '../contract/messages/zh.ts'
import type { Said } from '../contract/said.ts'

type Translate = (key: string, params?: Record<string, string | number>) => string

const TRANSLATORS: Record<Locale, Translate> = {
  en: createTranslator({ locale: 'en', messages: en }) as unknown as Translate,
  zh: createTranslator({ locale: 'zh', messages: zh }) as unknown as Translate,
}

/** The words of a Said in a language that is known beforehand, as a notice needs them. */
export function inLanguage(locale: Locale, { key, params }: Said): string {
  return TRANSLATORS[locale](key, params)
}
