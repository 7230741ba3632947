import { say } from '../contract/said.ts'
import type { Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import type { ServiceContext } from './service-context.ts'

type Change = (
  tx: Transaction,
  before: { approvalPolicy: string; timeZone: string },
  now: Date,
) => Promise<{ action: string; detail: Record<string, unknown> }>

/** One change of policy or times with its audit row; open pages of plans that wait hear of it. Codes: not-found, those of `change`. */
export async function changeInstallationTimes(
  { store, world, actor }: ServiceContext,
  installationId: string,
  change: Change,
): Promise<{ done: true }> {
  return await transact(store, async (tx) => {
    await tx.upgradeJob.updateMany({ where: { installationId, status: 'planned' }, data: { revision: { increment: 1 } } })
    const before = await tx.installation.findUnique({ where: { id: installationId }, select: { approvalPolicy: true, timeZone: true } })
    if (before === null) throw new OperatorError('not-found', say('errors.noInstallation'))
    const at = world.clock.now()
    const { action, detail } = await change(tx, before, at)
    await recordAudit(tx, { at, actor, action, subject: installationId, installationId, detail })
    return { done: true as const }
  })
}
