import type { SaveWindowInput, WindowSpec } from '../contract/maintenance-window.ts'
import { say } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import { isForwards, isRealDate } from '../domain/maintenance-windows.ts'
import { OperatorError } from '../errors.ts'
import { changeInstallationTimes } from './change-installation-times.ts'
import type { ServiceContext } from './service-context.ts'

/** More than anybody can keep in mind; reading them stays quick. */
const MOST = 50

function refuseSenseless(spec: WindowSpec, timeZone: string): void {
  if (spec.kind === 'weekly') return
  for (const field of ['from', 'to'] as const)
    if (!isRealDate(spec[field])) throw new OperatorError('bad-input', say('approvals.window.noSuchDate'), { field: `spec.${field}` })
  if (!isForwards(spec, timeZone)) throw new OperatorError('bad-input', say('approvals.window.backwards'), { field: 'spec.to' })
}

/** Adds or changes a maintenance window or a freeze. Codes: not-found, bad-input, conflict. */
export async function saveWindow(context: ServiceContext, { installationId, windowId, spec }: SaveWindowInput): Promise<{ done: true }> {
  return await changeInstallationTimes(context, installationId, async (tx, { timeZone }, now) => {
    refuseSenseless(spec, timeZone)
    const specJson = JSON.stringify(spec)
    if (windowId === null) {
      if ((await tx.maintenanceWindow.count({ where: { installationId } })) >= MOST)
        throw new OperatorError('conflict', say('approvals.window.tooMany', { count: MOST }))
      const data = { installationId, specJson, createdBy: context.actor.name, createdAt: now }
      const { id } = await tx.maintenanceWindow.create({ data })
      return { action: 'window.add', detail: { window: id, after: spec, timeZone } }
    }
    const before = await tx.maintenanceWindow.findFirst({ where: { id: windowId, installationId } })
    if (before === null) throw new OperatorError('not-found', say('approvals.window.gone'), { hint: say('errors.reviewAgain') })
    await tx.maintenanceWindow.update({ where: { id: windowId }, data: { specJson } })
    return { action: 'window.change', detail: { window: windowId, before: fromJson<WindowSpec>(before.specJson), after: spec, timeZone } }
  })
}
