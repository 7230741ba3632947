'use server'

import { RemoveWindowInput } from '../contract/maintenance-window.ts'
import { removeWindow as service } from '../services/remove-window.ts'
import { act } from './act.ts'

export async function removeWindow(input: unknown) {
  return await act('removeWindow', RemoveWindowInput, input, service)
}
