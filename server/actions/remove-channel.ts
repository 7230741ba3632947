'use server'

import { ChannelInput } from '../contract/notification.ts'
import { removeChannel as service } from '../services/remove-channel.ts'
import { act } from './act.ts'

export async function removeChannel(input: unknown) {
  return await act('removeChannel', ChannelInput, input, service)
}
