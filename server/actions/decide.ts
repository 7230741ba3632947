'use server'

import { DecideInput } from '../contract/choice.ts'
import { decide as service } from '../services/decide.ts'
import { act } from './act.ts'

export async function decide(input: unknown) {
  return await act('decide', DecideInput, input, service)
}
