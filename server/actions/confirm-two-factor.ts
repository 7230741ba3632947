'use server'

import { ConfirmTwoFactorInput } from '../contract/people.ts'
import { confirmTwoFactor as service } from '../services/confirm-two-factor.ts'
import { act } from './act.ts'

export async function confirmTwoFactor(input: unknown) {
  return await act('confirmTwoFactor', ConfirmTwoFactorInput, input, service)
}
