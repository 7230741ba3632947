'use server'

import { ChangeRoleInput } from '../contract/people.ts'
import { changeRole as service } from '../services/change-role.ts'
import { act } from './act.ts'

export async function changeRole(input: unknown) {
  return await act('changeRole', ChangeRoleInput, input, service)
}
