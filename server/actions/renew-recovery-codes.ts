'use server'

import { PasswordInput } from '../contract/people.ts'
import { renewRecoveryCodes as service } from '../services/renew-recovery-codes.ts'
import { act } from './act.ts'

export async function renewRecoveryCodes(input: unknown) {
  return await act('renewRecoveryCodes', PasswordInput, input, service)
}
