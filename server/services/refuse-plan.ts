import type { RefuseInput } from '../contract/approval.ts'
import { say } from '../contract/said.ts'
import { nextApprovalNumber } from '../db/numbering.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { transact } from '../db/transact.ts'
import { endSchedules } from './end-schedules.ts'
import { judgeStart } from './judge-start.ts'
import type { ServiceContext } from './service-context.ts'

/** Says no to a plan, for good: it has to be made anew. A scheduled start of it is cancelled. Codes: not-found, conflict, forbidden. */
export async function refusePlan(context: ServiceContext, { jobId, planHash, reason }: RefuseInput): Promise<{ approvalId: string }> {
  const { store, world, actor } = context
  return await transact(store, async (tx) => {
    const { row } = await judgeStart(tx, context, { command: 'refuse', jobId, planHash })
    const at = world.clock.now()
    const about = { by: actor.name, byId: actor.userId ?? '' }
    const number = await nextApprovalNumber(tx, jobId)
    const { id } = await tx.approval.create({ data: { jobId, number, planHash, kind: 'refused', ...about, at, reason } })
    const { installationId } = row
    const detail = { number: row.number, approval: id, planHash, planner: row.createdBy, reason }
    await recordAudit(tx, { at, actor, action: 'approval.refuse', subject: jobId, installationId, detail })
    await endSchedules(tx, { jobId, installationId, actor, at, because: say('approvals.because.refused', { by: actor.name }) })
    await summarizeJob(tx, jobId)
    return { approvalId: id }
  })
}
