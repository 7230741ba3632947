'use server'

import { ScheduleInput } from '../contract/approval.ts'
import { scheduleStart as service } from '../services/schedule-start.ts'
import { act } from './act.ts'

export async function scheduleStart(input: unknown) {
  return await act('scheduleStart', ScheduleInput, input, service)
}
