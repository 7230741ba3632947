'use server'

import { PersonInput } from '../contract/people.ts'
import { endSessions as service } from '../services/end-sessions.ts'
import { act } from './act.ts'

export async function endSessions(input: unknown) {
  return await act('endSessions', PersonInput, input, service)
}
