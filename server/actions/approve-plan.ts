'use server'

import { ApproveInput } from '../contract/approval.ts'
import { approvePlan as service } from '../services/approve-plan.ts'
import { act } from './act.ts'

export async function approvePlan(input: unknown) {
  return await act('approvePlan', ApproveInput, input, service)
}
