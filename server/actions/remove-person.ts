'use server'

import { RemovePersonInput } from '../contract/people.ts'
import { removePerson as service } from '../services/remove-person.ts'
import { act } from './act.ts'

export async function removePerson(input: unknown) {
  return await act('removePerson', RemovePersonInput, input, service)
}
