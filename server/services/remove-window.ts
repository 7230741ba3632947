import type { RemoveWindowInput, WindowSpec } from '../contract/maintenance-window.ts'
import { say } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import { OperatorError } from '../errors.ts'
import { changeInstallationTimes } from './change-installation-times.ts'
import type { ServiceContext } from './service-context.ts'

/** Codes: not-found. */
export async function removeWindow(context: ServiceContext, { installationId, windowId }: RemoveWindowInput): Promise<{ done: true }> {
  return await changeInstallationTimes(context, installationId, async (tx, { timeZone }) => {
    const before = await tx.maintenanceWindow.findFirst({ where: { id: windowId, installationId } })
    if (before === null) throw new OperatorError('not-found', say('approvals.window.gone'), { hint: say('errors.reviewAgain') })
    await tx.maintenanceWindow.delete({ where: { id: windowId } })
    return { action: 'window.remove', detail: { window: windowId, before: fromJson<WindowSpec>(before.specJson), timeZone } }
  })
}
