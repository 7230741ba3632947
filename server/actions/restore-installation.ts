'use server'

import { RestoreInput } from '../contract/installation.ts'
import { restoreInstallation as service } from '../services/restore-installation.ts'
import { act } from './act.ts'

export async function restoreInstallation(input: unknown) {
  return await act('restoreInstallation', RestoreInput, input, service)
}
