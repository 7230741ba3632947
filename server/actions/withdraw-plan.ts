'use server'

import { WithdrawInput } from '../contract/plan.ts'
import { withdrawPlan as service } from '../services/withdraw-plan.ts'
import { act } from './act.ts'

export async function withdrawPlan(input: unknown) {
  return await act('withdrawPlan', WithdrawInput, input, service)
}
