'use server'

import { SavePlanInput } from '../contract/plan.ts'
import { planUpgrade as service } from '../services/plan-upgrade.ts'
import { act } from './act.ts'

export async function planUpgrade(input: unknown) {
  return await act('planUpgrade', SavePlanInput, input, service)
}
