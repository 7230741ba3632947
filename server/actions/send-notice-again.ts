'use server'

import { DeliveryInput } from '../contract/notification.ts'
import { sendNoticeAgain as service } from '../services/send-notice-again.ts'
import { act } from './act.ts'

export async function sendNoticeAgain(input: unknown) {
  return await act('sendNoticeAgain', DeliveryInput, input, service)
}
