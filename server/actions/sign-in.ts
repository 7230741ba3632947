'use server'

import { SignInInput } from '../contract/sign-in.ts'
import { signIn as service } from '../services/sign-in.ts'
import { act } from './act.ts'

export async function signIn(input: unknown) {
  return await act('signIn', SignInInput, input, service)
}
