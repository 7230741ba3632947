'use server'

import { TryWayBackInput } from '../contract/plan.ts'
import { tryWayBack as service } from '../services/try-way-back.ts'
import { act } from './act.ts'

export async function tryWayBack(input: unknown) {
  return await act('tryWayBack', TryWayBackInput, input, service)
}
