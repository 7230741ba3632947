'use server'

import { PasswordsInput } from '../contract/installation.ts'
import { replacePasswords as service } from '../services/replace-passwords.ts'
import { act } from './act.ts'

export async function replacePasswords(input: unknown) {
  return await act('replacePasswords', PasswordsInput, input, service)
}
