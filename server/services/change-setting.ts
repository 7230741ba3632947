import type { SettingInput } from '../contract/person-settings.ts'
import { say } from '../contract/said.ts'
import { isTimeZone } from '../domain/maintenance-windows.ts'
import { OperatorError } from '../errors.ts'
import type { RequestContext } from './service-context.ts'

/** Keeps one setting with the account of whoever asks. Codes: bad-input. */
export async function changeSetting({ store, actor }: RequestContext, input: SettingInput): Promise<{ done: true }> {
  if (input.setting === 'timeZone' && input.value !== null && !isTimeZone(input.value))
    throw new OperatorError('bad-input', say('approvals.window.zoneUnknown', { timeZone: input.value }), { field: 'value' })
  await store.user.updateMany({ where: { id: actor.userId ?? '' }, data: { [input.setting]: input.value } })
  return { done: true }
}
