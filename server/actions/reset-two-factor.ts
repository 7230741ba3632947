'use server'

import { PersonInput } from '../contract/people.ts'
import { resetTwoFactor as service } from '../services/reset-two-factor.ts'
import { act } from './act.ts'

export async function resetTwoFactor(input: unknown) {
  return await act('resetTwoFactor', PersonInput, input, service)
}
