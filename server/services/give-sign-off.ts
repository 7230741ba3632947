import type { SignOffInput } from '../contract/review.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { readChecklist } from '../queries/read-report.ts'
import type { ServiceContext } from './service-context.ts'

/** Somebody vouches for one item of the closing checklist of a job that is over. Codes: not-found, forbidden, conflict. */
export async function giveSignOff(
  { store, world, actor }: ServiceContext,
  { jobId, itemId, note }: SignOffInput,
): Promise<{ signOffId: string }> {
  const byId = actor.userId
  if (byId === null) throw new OperatorError('forbidden', say('reviews.nobody'))
  return await transact(store, async (tx) => {
    // First a write, so that two people take their turns: an item is signed once.
    const { count } = await tx.upgradeJob.updateMany({ where: { id: jobId }, data: { revision: { increment: 1 } } })
    const checklist = count === 0 ? null : await readChecklist(tx, jobId)
    if (checklist === null) throw new OperatorError('not-found', say('errors.noJob'))
    if (checklist.closedBecause !== null) throw new OperatorError('conflict', checklist.closedBecause)
    const item = checklist.items.find(({ id }) => id === itemId)
    if (item === undefined) throw new OperatorError('not-found', say('reviews.noItem'))
    if (item.signedOff !== null) throw new OperatorError('conflict', say('reviews.signedAlready', { by: item.signedOff.by }))
    const at = world.clock.now()
    const { installationId } = await tx.upgradeJob.findUniqueOrThrow({ where: { id: jobId }, select: { installationId: true } })
    const signOff = await tx.signOff.create({ data: { jobId, itemId, byId, by: actor.name, at, note: note === '' ? null : note } })
    await recordAudit(tx, {
      at,
      actor,
      action: 'sign-off.give',
      subject: jobId,
      installationId,
      detail: { item: itemId, signOff: signOff.id, note, before: null, after: { by: actor.name } },
    })
    return { signOffId: signOff.id }
  })
}
