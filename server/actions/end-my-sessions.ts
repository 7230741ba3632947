'use server'

import { EndMySessionsInput } from '../contract/people.ts'
import { endMySessions as service } from '../services/end-my-sessions.ts'
import { act } from './act.ts'

export async function endMySessions(input: unknown) {
  return await act('endMySessions', EndMySessionsInput, input, service)
}
