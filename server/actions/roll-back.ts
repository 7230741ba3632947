'use server'

import { RollBackInput } from '../contract/choice.ts'
import { rollBack as service } from '../services/roll-back.ts'
import { act } from './act.ts'

export async function rollBack(input: unknown) {
  return await act('rollBack', RollBackInput, input, service)
}
