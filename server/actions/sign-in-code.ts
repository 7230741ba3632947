'use server'

import { SignInCodeInput } from '../contract/sign-in.ts'
import { signInCode as service } from '../services/sign-in-code.ts'
import { act } from './act.ts'
import { keepLocale } from './keep-locale.ts'

export async function signInCode(input: unknown) {
  const answer = await act('signInCode', SignInCodeInput, input, service)
  if (answer.ok && answer.value.locale !== null) await keepLocale(answer.value.locale)
  return answer
}
