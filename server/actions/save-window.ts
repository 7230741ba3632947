'use server'

import { SaveWindowInput } from '../contract/maintenance-window.ts'
import { saveWindow as service } from '../services/save-window.ts'
import { act } from './act.ts'

export async function saveWindow(input: unknown) {
  return await act('saveWindow', SaveWindowInput, input, service)
}
