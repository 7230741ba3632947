'use server'

import { ArchiveInput } from '../contract/installation.ts'
import { archiveInstallation as service } from '../services/archive-installation.ts'
import { act } from './act.ts'

export async function archiveInstallation(input: unknown) {
  return await act('archiveInstallation', ArchiveInput, input, service)
}
