import type { StartInput } from '../contract/plan.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { OCCUPYING } from '../queries/gate-facts.ts'
import type { ServiceContext } from './service-context.ts'

/** Starts exactly the plan that was reviewed, once. Codes: not-found, conflict. */
export async function startUpgrade(
  { store, world, actor, wake }: ServiceContext,
  { jobId, planHash }: StartInput,
): Promise<{ runId: string }> {
  const started = await transact(store, async (tx) => {
    // First a write: two starts at the same moment take their turns here, and the second one sees the first one's job.
    const { count } = await tx.upgradeJob.updateMany({
      where: { id: jobId, status: 'planned', planHash },
      data: { status: 'running', revision: { increment: 1 } },
    })
    const job = await tx.upgradeJob.findUnique({ where: { id: jobId } })
    if (job === null) throw new OperatorError('not-found', say('errors.noJob'))
    if (count === 0) throw new OperatorError('conflict', say('errors.planStartedOrChanged'), { hint: say('errors.reviewAgain') })
    const other = await tx.upgradeJob.findFirst({
      where: { installationId: job.installationId, status: { in: OCCUPYING }, id: { not: jobId } },
    })
    if (other !== null) throw new OperatorError('conflict', say('errors.installationBusy', { number: other.number }))
    const run = await tx.run.create({
      data: {
        jobId,
        kind: 'upgrade',
        status: 'running',
        startedBy: actor.name,
        startedById: actor.userId,
        startedAt: world.clock.now(),
      },
    })
    await summarizeJob(tx, jobId)
    await recordAudit(tx, {
      at: world.clock.now(),
      actor,
      action: 'upgrade.start',
      subject: jobId,
      installationId: job.installationId,
      detail: { number: job.number, planHash, run: run.id },
    })
    return { runId: run.id }
  })
  wake()
  return started
}
