'use server'

import { SettingInput } from '../contract/person-settings.ts'
import { changeSetting as service } from '../services/change-setting.ts'
import { act } from './act.ts'

export async function changeSetting(input: unknown) {
  return await act('changeSetting', SettingInput, input, service)
}
