import type { ScheduleInput } from '../contract/approval.ts'
import { nextStartNumber } from '../db/numbering.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { judgeStart } from './judge-start.ts'
import type { ServiceContext } from './service-context.ts'

/** Has the panel start the plan at a moment to come; then everything is judged again. Codes: not-found, conflict, forbidden, refused. */
export async function scheduleStart(context: ServiceContext, input: ScheduleInput): Promise<{ scheduleId: string }> {
  const { store, world, actor } = context
  const { jobId, planHash, fitConfirmed } = input
  const startAt = new Date(input.startAt)
  return await transact(store, async (tx) => {
    const { row } = await judgeStart(tx, context, { command: 'schedule', jobId, planHash, startAt, fitConfirmed })
    const at = world.clock.now()
    const about = { by: actor.name, byId: actor.userId ?? '', at, fitConfirmed }
    const number = await nextStartNumber(tx, jobId)
    const { id } = await tx.scheduledStart.create({ data: { jobId, number, planHash, startAt, status: 'set', ...about } })
    const detail = { number: row.number, schedule: id, planHash, startAt, fitConfirmed }
    await recordAudit(tx, { at, actor, action: 'schedule.set', subject: jobId, installationId: row.installationId, detail })
    return { scheduleId: id }
  })
}
