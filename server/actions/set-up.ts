'use server'

import { SetUpInput } from '../contract/sign-in.ts'
import { setUp as service } from '../services/set-up.ts'
import { act } from './act.ts'

export async function setUp(input: unknown) {
  return await act('setUp', SetUpInput, input, service)
}
