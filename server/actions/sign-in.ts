'use server'

import { SignInInput } from '../contract/sign-in.ts'
import { signIn as service } from '../services/sign-in.ts'
import { act } from './act.ts'
import { keepLocale } from './keep-locale.ts'

/** The language that a person chose comes with them to every browser. */
export async function signIn(input: unknown) {
  const answer = await act('signIn', SignInInput, input, service)
  if (answer.ok && !answer.value.needsCode && answer.value.locale !== null) await keepLocale(answer.value.locale)
  return answer
}
