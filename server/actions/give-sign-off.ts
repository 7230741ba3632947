'use server'

import { SignOffInput } from '../contract/review.ts'
import { giveSignOff as service } from '../services/give-sign-off.ts'
import { act } from './act.ts'

export async function giveSignOff(input: unknown) {
  return await act('giveSignOff', SignOffInput, input, service)
}
