'use server'

import { AddPersonInput } from '../contract/people.ts'
import { addPerson as service } from '../services/add-person.ts'
import { act } from './act.ts'

export async function addPerson(input: unknown) {
  return await act('addPerson', AddPersonInput, input, service)
}
