'use server'

import { EditInput } from '../contract/installation.ts'
import { editInstallation as service } from '../services/edit-installation.ts'
import { act } from './act.ts'

export async function editInstallation(input: unknown) {
  return await act('editInstallation', EditInput, input, service)
}
