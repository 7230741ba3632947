'use server'

import { ResolveInput } from '../contract/world.ts'
import { resolveJob as service } from '../services/resolve-job.ts'
import { act } from './act.ts'

export async function resolveJob(input: unknown) {
  return await act('resolveJob', ResolveInput, input, service)
}
