'use server'

import { BreakGlassInput } from '../contract/approval.ts'
import { breakGlass as service } from '../services/break-glass.ts'
import { act } from './act.ts'

export async function breakGlass(input: unknown) {
  return await act('breakGlass', BreakGlassInput, input, service)
}
