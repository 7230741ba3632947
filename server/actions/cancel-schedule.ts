'use server'

import { CancelScheduleInput } from '../contract/approval.ts'
import { cancelSchedule as service } from '../services/cancel-schedule.ts'
import { act } from './act.ts'

export async function cancelSchedule(input: unknown) {
  return await act('cancelSchedule', CancelScheduleInput, input, service)
}
