'use server'

import { LocaleInput } from '../contract/locales.ts'
import { setLocale as service } from '../services/set-locale.ts'
import { act } from './act.ts'
import { keepLocale } from './keep-locale.ts'

/** Remembers the language in a cookie, and with the account of whoever is signed in. */
export async function setLocale(input: unknown) {
  const answer = await act('setLocale', LocaleInput, input, service)
  if (answer.ok) await keepLocale(answer.value)
  return answer
}
