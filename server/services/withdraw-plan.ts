import type { Actor } from '../contract/access.ts'
import type { Withdrawal } from '../contract/job.ts'
import type { WithdrawInput } from '../contract/plan.ts'
import { say } from '../contract/said.ts'
import type { Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { transact } from '../db/transact.ts'
import { endSchedules } from './end-schedules.ts'
import { judgeStart } from './judge-start.ts'
import type { ServiceContext } from './service-context.ts'

interface Withdrawn {
  jobId: string
  number: number
  installationId: string
  reason: string
  actor: Actor
  at: Date
}

/** Ends a plan that waits, with its scheduled start; for callers that have judged it. */
export async function endPlan(tx: Transaction, { jobId, number, installationId, reason, actor, at }: Withdrawn): Promise<void> {
  await endSchedules(tx, { jobId, installationId, actor, at, because: say('approvals.because.withdrawn', { by: actor.name }) })
  await tx.upgradeJob.update({ where: { id: jobId }, data: { status: 'withdrawn', revision: { increment: 1 } } })
  const withdrawn: Withdrawal = { at: at.toISOString(), by: actor.name, reason }
  await tx.fact.create({ data: { jobId, name: 'withdrawn', valueJson: JSON.stringify(withdrawn), at } })
  await summarizeJob(tx, jobId)
  await recordAudit(tx, { at, actor, action: 'upgrade.withdraw', subject: jobId, installationId, detail: { number, reason } })
}

/** Takes a plan back before it is started; it stays in the history. Codes: not-found, conflict, forbidden. */
export async function withdrawPlan(context: ServiceContext, { jobId, reason }: WithdrawInput): Promise<{ done: true }> {
  const { store, world, actor } = context
  return await transact(store, async (tx) => {
    const { row } = await judgeStart(tx, context, { command: 'withdraw', jobId })
    const { number, installationId } = row
    await endPlan(tx, { jobId, number, installationId, reason, actor, at: world.clock.now() })
    return { done: true }
  })
}
