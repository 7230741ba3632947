import { z } from 'zod'

export const LOCALES = ['en', 'zh'] as const
export type Locale = (typeof LOCALES)[number]

export const LocaleInput = z.enum(LOCALES)

export const LOCALE_COOKIE = 'locale'

/** Each language by its own name, so that it can be found by someone who reads no other. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', zh: '中文' }

export function isLocale(value: string | undefined): value is Locale {
  return LOCALES.some((locale) => locale === value)
}
