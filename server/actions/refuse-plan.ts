'use server'

import { RefuseInput } from '../contract/approval.ts'
import { refusePlan as service } from '../services/refuse-plan.ts'
import { act } from './act.ts'

export async function refusePlan(input: unknown) {
  return await act('refusePlan', RefuseInput, input, service)
}
