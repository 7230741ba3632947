import { cookies } from 'next/headers'
import { LOCALE_COOKIE, type Locale } from '../contract/locales.ts'

const YEAR_SECONDS = 31_536_000

/** Has this browser show the panel in this language from now on. */
export async function keepLocale(locale: Locale): Promise<void> {
  const store = await cookies()
  store.set(LOCALE_COOKIE, locale, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax', httpOnly: true })
}
