'use server'

import { ClearLeftoverInput } from '../contract/leftover.ts'
import { clearLeftover as service } from '../services/clear-leftover.ts'
import { act } from './act.ts'

export async function clearLeftover(input: unknown) {
  return await act('clearLeftover', ClearLeftoverInput, input, service)
}
