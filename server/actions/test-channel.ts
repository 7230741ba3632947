'use server'

import { ChannelInput } from '../contract/notification.ts'
import { testChannel as service } from '../services/test-channel.ts'
import { act } from './act.ts'

export async function testChannel(input: unknown) {
  return await act('testChannel', ChannelInput, input, service)
}
