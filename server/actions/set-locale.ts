'use server'

import { cookies } from 'next/headers'
import { LOCALE_COOKIE, LocaleInput } from '../contract/locales.ts'
import { setLocale as service } from '../services/set-locale.ts'
import { act } from './act.ts'

const YEAR_SECONDS = 31_536_000

/** Remembers the language in a cookie, and with the account of whoever is signed in. */
export async function setLocale(input: unknown) {
  const answer = await act('setLocale', LocaleInput, input, service)
  if (answer.ok) (await cookies()).set(LOCALE_COOKIE, answer.value, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax', httpOnly: true })
  return answer
}
