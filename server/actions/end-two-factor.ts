'use server'

import { PasswordInput } from '../contract/people.ts'
import { endTwoFactor as service } from '../services/end-two-factor.ts'
import { act } from './act.ts'

export async function endTwoFactor(input: unknown) {
  return await act('endTwoFactor', PasswordInput, input, service)
}
