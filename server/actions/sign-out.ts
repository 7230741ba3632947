'use server'

import { z } from 'zod'
import { signOut as service } from '../services/sign-out.ts'
import { act } from './act.ts'

export async function signOut() {
  return await act('signOut', z.undefined(), undefined, service)
}
