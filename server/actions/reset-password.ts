'use server'

import { PersonInput } from '../contract/people.ts'
import { resetPassword as service } from '../services/reset-password.ts'
import { act } from './act.ts'

export async function resetPassword(input: unknown) {
  return await act('resetPassword', PersonInput, input, service)
}
