'use server'

import { cookies } from 'next/headers'
import { isLocale, LOCALE_COOKIE } from './locales.ts'

const YEAR_SECONDS = 31_536_000

/** Remembers the language in a cookie; a value that is no language of the panel changes nothing. */
export async function setLocale(locale: string): Promise<void> {
  if (!isLocale(locale)) return
  const store = await cookies()
  store.set(LOCALE_COOKIE, locale, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax', httpOnly: true })
}
