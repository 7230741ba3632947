'use server'

import { ChangePasswordInput } from '../contract/people.ts'
import { changePassword as service } from '../services/change-password.ts'
import { act } from './act.ts'

export async function changePassword(input: unknown) {
  return await act('changePassword', ChangePasswordInput, input, service)
}
