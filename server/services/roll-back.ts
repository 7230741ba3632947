import type { RollBackInput } from '../contract/choice.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { transact } from '../db/transact.ts'
import { gate } from '../domain/gate.ts'
import { OperatorError } from '../errors.ts'
import { planRollback } from '../procedure/compile-rollback.ts'
import { readGateFacts } from '../queries/gate-facts.ts'
import { requireInPlace } from './require-in-place.ts'
import { rollbackSubject } from './rollback-subject.ts'
import type { ServiceContext } from './service-context.ts'

/** Starts step 9 of the document as a run of its own. Codes: not-found, conflict, bad-input. */
export async function rollBack(context: ServiceContext, input: RollBackInput): Promise<{ runId: string }> {
  const { store, world, actor, wake } = context
  const { jobId, reason, containerName, skipSafetyDump } = input
  const { plan, backup } = await rollbackSubject(context, jobId)
  const name = plan.node.newContainerName
  if (containerName !== name) throw new OperatorError('bad-input', say('errors.wrongContainerName', { name }), { field: 'containerName' })
  const old = plan.node.oldContainer
  if ((await world.docker.container(old.id)) === 'missing')
    throw new OperatorError('not-found', say('errors.nothingToGoBackTo', { name: old.name }))
  const started = await transact(store, async (tx) => {
    const { count } = await tx.upgradeJob.updateMany({ where: { id: jobId }, data: { revision: { increment: 1 } } })
    const facts = count === 0 ? null : await readGateFacts(tx, jobId)
    if (facts === null) throw new OperatorError('not-found', say('errors.noJob'))
    const choice = gate('roll-back', facts)
    if (!choice.allowed) throw new OperatorError('conflict', choice.reason, { hint: say('errors.reviewAgain') })
    const inPlaceOf = await requireInPlace(tx, context, input)
    await tx.upgradeJob.update({ where: { id: jobId }, data: { status: 'rolling-back' } })
    const run = await tx.run.create({
      data: {
        jobId,
        kind: 'rollback',
        status: 'running',
        startedBy: actor.name,
        startedById: actor.userId,
        startedAt: world.clock.now(),
        reason,
        procedureJson: JSON.stringify(planRollback({ plan, backup })),
        optionsJson: JSON.stringify(skipSafetyDump ? { skipSafetyDump: reason } : {}),
      },
    })
    await summarizeJob(tx, jobId)
    await recordAudit(tx, {
      at: world.clock.now(),
      actor,
      action: 'upgrade.roll-back',
      subject: jobId,
      installationId: facts.installationId,
      detail: { run: run.id, reason, skipSafetyDump, inPlaceOf },
    })
    return { runId: run.id }
  })
  wake()
  return started
}
