'use server'

import { TakeOverInput } from '../contract/choice.ts'
import { takeOver as service } from '../services/take-over.ts'
import { act } from './act.ts'

export async function takeOver(input: unknown) {
  return await act('takeOver', TakeOverInput, input, service)
}
