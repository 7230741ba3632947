import type { BreakGlassInput } from '../contract/approval.ts'
import { say } from '../contract/said.ts'
import { nextApprovalNumber } from '../db/numbering.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { transact } from '../db/transact.ts'
import { breakable } from '../domain/start-gate.ts'
import { OperatorError } from '../errors.ts'
import { judgeStart } from './judge-start.ts'
import type { ServiceContext } from './service-context.ts'

const HOUR_MS = 3_600_000

/**
 * An administrator lets somebody else's plan start without an approval, outside of windows, or both. What it is not broken for stays
 * demanded. Codes: not-found, conflict, forbidden, bad-input.
 */
export async function breakGlass(context: ServiceContext, input: BreakGlassInput): Promise<{ approvalId: string }> {
  const { store, world, actor } = context
  const { jobId, planHash, reason, validHours, coversApproval, coversWindow } = input
  return await transact(store, async (tx) => {
    const facts = await judgeStart(tx, context, { command: 'break-glass', jobId, planHash })
    const may = breakable(facts)
    if ((!coversApproval && !coversWindow) || (coversApproval && !may.approval) || (coversWindow && !may.window))
      throw new OperatorError('bad-input', say('approvals.not.nothingToBreak'), { field: 'coversApproval' })
    const at = world.clock.now()
    const expiresAt = new Date(at.getTime() + validHours * HOUR_MS)
    const about = {
      number: await nextApprovalNumber(tx, jobId),
      by: actor.name,
      byId: actor.userId ?? '',
      coversApproval,
      coversWindow,
      reason,
    }
    const { id } = await tx.approval.create({ data: { jobId, planHash, kind: 'break-glass', ...about, at, expiresAt } })
    const { number, createdBy: planner, installationId } = facts.row
    const detail = { number, approval: id, planHash, planner, reason, coversApproval, coversWindow, expiresAt }
    await recordAudit(tx, { at, actor, action: 'approval.break-glass', subject: jobId, installationId, detail })
    await summarizeJob(tx, jobId)
    return { approvalId: id }
  })
}
