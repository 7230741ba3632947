'use server'

import { TimeZoneInput } from '../contract/maintenance-window.ts'
import { setTimeZone as service } from '../services/set-time-zone.ts'
import { act } from './act.ts'

export async function setTimeZone(input: unknown) {
  return await act('setTimeZone', TimeZoneInput, input, service)
}
