'use server'

import { AdoptInput } from '../contract/installation.ts'
import { adoptInstallation as service } from '../services/adopt-installation.ts'
import { act } from './act.ts'

export async function adoptInstallation(input: unknown) {
  return await act('adoptInstallation', AdoptInput, input, service)
}
