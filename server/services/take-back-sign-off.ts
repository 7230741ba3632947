import type { TakeBackInput } from '../contract/review.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import type { ServiceContext } from './service-context.ts'

/** Takes a sign-off back, with a reason; who had given it stays on the job. Codes: bad-input, not-found, conflict. */
export async function takeBackSignOff(
  { store, world, actor }: ServiceContext,
  { signOffId, reason }: TakeBackInput,
): Promise<{ done: true }> {
  if (reason === '') throw new OperatorError('bad-input', say('errors.reasonNeeded'), { field: 'reason' })
  await transact(store, async (tx) => {
    const at = world.clock.now()
    const { count } = await tx.signOff.updateMany({
      where: { id: signOffId, takenBackAt: null },
      data: { takenBackAt: at, takenBackBy: actor.name, takenBackReason: reason },
    })
    const signOff = await tx.signOff.findUnique({ where: { id: signOffId }, include: { job: { select: { installationId: true } } } })
    if (signOff === null) throw new OperatorError('not-found', say('reviews.noSignOff'))
    if (count === 0) throw new OperatorError('conflict', say('reviews.takenBackAlready'))
    await recordAudit(tx, {
      at,
      actor,
      action: 'sign-off.take-back',
      subject: signOff.jobId,
      installationId: signOff.job.installationId,
      detail: { item: signOff.itemId, signOff: signOffId, reason, before: { by: signOff.by }, after: null },
    })
  })
  return { done: true }
}
