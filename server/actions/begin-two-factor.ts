'use server'

import { PasswordInput } from '../contract/people.ts'
import { beginTwoFactor as service } from '../services/begin-two-factor.ts'
import { act } from './act.ts'

export async function beginTwoFactor(input: unknown) {
  return await act('beginTwoFactor', PasswordInput, input, service)
}
