import type { ArchiveInput } from '../contract/installation.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { OCCUPYING } from '../queries/gate-facts.ts'
import type { ServiceContext } from './service-context.ts'
import { endPlan } from './withdraw-plan.ts'

/**
 * Puts an installation away: its history stays, its waiting plans are withdrawn, and nothing is planned for it until it is restored.
 * Nothing of OMS is touched. Codes: not-found, conflict.
 */
export async function archiveInstallation(context: ServiceContext, { installationId, reason }: ArchiveInput): Promise<{ done: true }> {
  const { store, world, actor } = context
  return await transact(store, async (tx) => {
    const at = world.clock.now()
    // First a write, so that a start at this moment is either seen here or finds its plan withdrawn.
    const { count } = await tx.installation.updateMany({
      where: { id: installationId, archivedAt: null },
      data: { archivedAt: at, archivedBy: actor.name, archivedReason: reason },
    })
    const row = await tx.installation.findUnique({ where: { id: installationId }, select: { name: true } })
    if (row === null) throw new OperatorError('not-found', say('errors.noInstallation'))
    if (count === 0) throw new OperatorError('conflict', say('errors.installationArchived', { name: row.name }))
    const busy = await tx.upgradeJob.findFirst({ where: { installationId, status: { in: OCCUPYING } }, select: { number: true } })
    if (busy !== null) throw new OperatorError('conflict', say('errors.installationBusy', { number: busy.number }))
    const plans = await tx.upgradeJob.findMany({ where: { installationId, status: 'planned' }, select: { id: true, number: true } })
    for (const { id: jobId, number } of plans) await endPlan(tx, { jobId, number, installationId, reason, actor, at })
    const detail = { name: row.name, reason, withdrawn: plans.map(({ number }) => number) }
    await recordAudit(tx, { at, actor, action: 'installation.archive', subject: installationId, installationId, detail })
    return { done: true }
  })
}
