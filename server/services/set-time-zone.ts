import type { TimeZoneInput } from '../contract/maintenance-window.ts'
import { say } from '../contract/said.ts'
import { isTimeZone } from '../domain/maintenance-windows.ts'
import { OperatorError } from '../errors.ts'
import { changeInstallationTimes } from './change-installation-times.ts'
import type { ServiceContext } from './service-context.ts'

/** The time zone that all windows and freezes of an installation are meant in. Codes: not-found, bad-input. */
export async function setTimeZone(context: ServiceContext, { installationId, timeZone }: TimeZoneInput): Promise<{ done: true }> {
  if (!isTimeZone(timeZone)) throw new OperatorError('bad-input', say('approvals.window.zoneUnknown', { timeZone }), { field: 'timeZone' })
  return await changeInstallationTimes(context, installationId, async (tx, before) => {
    await tx.installation.update({ where: { id: installationId }, data: { timeZone } })
    return { action: 'installation.policy', detail: { before: { timeZone: before.timeZone }, after: { timeZone } } }
  })
}
