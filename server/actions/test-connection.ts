'use server'

import { AdoptInput } from '../contract/installation.ts'
import { testConnection as service } from '../services/test-connection.ts'
import { act } from './act.ts'

export async function testConnection(input: unknown) {
  return await act('testConnection', AdoptInput, input, service)
}
