'use server'

import { TakeBackInput } from '../contract/review.ts'
import { takeBackSignOff as service } from '../services/take-back-sign-off.ts'
import { act } from './act.ts'

export async function takeBackSignOff(input: unknown) {
  return await act('takeBackSignOff', TakeBackInput, input, service)
}
