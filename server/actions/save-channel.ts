'use server'

import { SaveChannelInput } from '../contract/notification.ts'
import { saveChannel as service } from '../services/save-channel.ts'
import { act } from './act.ts'

export async function saveChannel(input: unknown) {
  return await act('saveChannel', SaveChannelInput, input, service)
}
