'use server'

import { StartInput } from '../contract/plan.ts'
import { startUpgrade as service } from '../services/start-upgrade.ts'
import { act } from './act.ts'

export async function startUpgrade(input: unknown) {
  return await act('startUpgrade', StartInput, input, service)
}
