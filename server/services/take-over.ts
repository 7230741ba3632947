import type { TakeOverInput } from '../contract/choice.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { OCCUPYING } from '../queries/gate-facts.ts'
import { readDriver } from '../queries/read-driver.ts'
import type { ServiceContext } from './service-context.ts'

/**
 * Makes whoever asks the one who drives a job that is under way. Nobody loses a permission by it; everybody sees whose run it is.
 * Codes: not-found, conflict.
 */
export async function takeOver({ store, world, actor }: ServiceContext, { jobId }: TakeOverInput): Promise<{ done: true }> {
  await transact(store, async (tx) => {
    // First a write, so that two people take their turns and the second one is told of the first.
    const { count } = await tx.upgradeJob.updateMany({ where: { id: jobId }, data: { revision: { increment: 1 } } })
    const job = count === 0 ? null : await tx.upgradeJob.findUnique({ where: { id: jobId } })
    if (job === null) throw new OperatorError('not-found', say('errors.noJob'))
    if (!OCCUPYING.includes(job.status)) throw new OperatorError('conflict', say('errors.nothingToDrive'))
    const before = await readDriver(tx, job)
    if (before !== null && before.id === actor.userId) return
    await summarizeJob(tx, jobId)
    await recordAudit(tx, {
      at: world.clock.now(),
      actor,
      action: 'upgrade.take-over',
      subject: jobId,
      installationId: job.installationId,
      detail: { number: job.number, from: before?.name ?? null },
    })
  })
  return { done: true }
}
