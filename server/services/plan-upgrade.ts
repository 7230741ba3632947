import type { SavePlanInput } from '../contract/plan.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { draftPlan } from './draft-plan.ts'
import { requireInUse } from './open-installation.ts'
import { requestApproval } from './request-approvals.ts'
import type { ServiceContext } from './service-context.ts'

/** Stores a plan with nothing blocking and everything confirmed. Codes: refused, conflict. */
export async function planUpgrade(context: ServiceContext, input: SavePlanInput): Promise<{ jobId: string }> {
  const { store, world, actor } = context
  const { plan, planHash, findings, unconfirmed } = await draftPlan(context, input)
  const blocking = findings.filter((finding) => finding.level === 'blocking')
  if (plan === null || planHash === null || blocking.length > 0)
    throw new OperatorError('refused', say('errors.planBlocked', { count: blocking.length }))
  if (unconfirmed.length > 0) throw new OperatorError('refused', say('errors.planUnconfirmed', { count: unconfirmed.length }))
  if (planHash !== input.planHash) throw new OperatorError('conflict', say('errors.planMoved'), { hint: say('errors.reviewAgain') })

  return await transact(store, async (tx) => {
    await requireInUse(tx, input.installationId)
    const last = await tx.upgradeJob.findFirst({ orderBy: { number: 'desc' }, select: { number: true } })
    const job = await tx.upgradeJob.create({
      data: {
        number: (last?.number ?? 0) + 1,
        installationId: input.installationId,
        status: 'planned',
        fromVersion: plan.from.version,
        toVersion: plan.to.version,
        planJson: JSON.stringify(plan),
        planHash,
        createdBy: actor.name,
        createdById: actor.userId,
        createdAt: world.clock.now(),
      },
    })
    await summarizeJob(tx, job.id)
    const detail = { number: job.number, from: job.fromVersion, to: job.toVersion, planHash }
    const { installationId } = input
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'upgrade.plan', subject: job.id, installationId, detail })
    await requestApproval(tx, job.id, world.clock.now(), actor)
    return { jobId: job.id }
  })
}
