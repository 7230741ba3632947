'use server'

import { EditInput } from '../contract/installation.ts'
import { testEdit as service } from '../services/edit-installation.ts'
import { act } from './act.ts'

export async function testEdit(input: unknown) {
  return await act('testEdit', EditInput, input, service)
}
