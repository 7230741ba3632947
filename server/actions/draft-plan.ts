'use server'

import { PlanInput } from '../contract/plan.ts'
import { draftPlan as service } from '../services/draft-plan.ts'
import { act } from './act.ts'

export async function draftPlan(input: unknown) {
  return await act('draftPlan', PlanInput, input, service)
}
