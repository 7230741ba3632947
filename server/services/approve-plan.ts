import type { ApproveInput } from '../contract/approval.ts'
import { say } from '../contract/said.ts'
import { nextApprovalNumber } from '../db/numbering.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { readStartFacts } from '../queries/start-facts.ts'
import { judgeStart, refuseByGate } from './judge-start.ts'
import { requireSameWorld } from './require-same-world.ts'
import type { ServiceContext } from './service-context.ts'

const HOUR_MS = 3_600_000

/** A second person says that exactly this plan may be started, while the world is as it was. Codes: not-found, conflict, forbidden, unavailable. */
export async function approvePlan(context: ServiceContext, { jobId, planHash, validHours }: ApproveInput): Promise<{ approvalId: string }> {
  const { store, world, actor } = context
  const judged = { command: 'approve', jobId, planHash } as const
  const seen = await readStartFacts(store, jobId, world.clock.now())
  if (seen === null) throw new OperatorError('not-found', say('errors.noJob'))
  refuseByGate(seen, context, judged)
  await requireSameWorld(context, seen)
  return await transact(store, async (tx) => {
    const { row } = await judgeStart(tx, context, judged)
    const at = world.clock.now()
    const expiresAt = new Date(at.getTime() + validHours * HOUR_MS)
    const about = { by: actor.name, byId: actor.userId ?? '' }
    const number = await nextApprovalNumber(tx, jobId)
    const { id } = await tx.approval.create({ data: { jobId, number, planHash, kind: 'given', ...about, at, expiresAt } })
    const detail = { number: row.number, approval: id, planHash, planner: row.createdBy, expiresAt }
    await recordAudit(tx, { at, actor, action: 'approval.give', subject: jobId, installationId: row.installationId, detail })
    await summarizeJob(tx, jobId)
    return { approvalId: id }
  })
}
