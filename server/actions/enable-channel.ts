'use server'

import { EnableChannelInput } from '../contract/notification.ts'
import { enableChannel as service } from '../services/enable-channel.ts'
import { act } from './act.ts'

export async function enableChannel(input: unknown) {
  return await act('enableChannel', EnableChannelInput, input, service)
}
