import type { CancelScheduleInput } from '../contract/approval.ts'
import { say } from '../contract/said.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { endSchedules } from './end-schedules.ts'
import { judgeStart } from './judge-start.ts'
import type { ServiceContext } from './service-context.ts'

/** Takes a scheduled start back. Codes: not-found, conflict, forbidden. */
export async function cancelSchedule(context: ServiceContext, { jobId, scheduleId }: CancelScheduleInput): Promise<{ done: true }> {
  const { store, world, actor } = context
  return await transact(store, async (tx) => {
    const { row } = await judgeStart(tx, context, { command: 'cancel-schedule', jobId })
    // The one that was looked at: another one may have been set meanwhile.
    if (row.schedules[0]?.id !== scheduleId)
      throw new OperatorError('conflict', say('approvals.not.notScheduled'), { hint: say('errors.reviewAgain') })
    const because = say('approvals.because.cancelled', { by: actor.name })
    await endSchedules(tx, { jobId, installationId: row.installationId, actor, at: world.clock.now(), because })
    return { done: true }
  })
}
