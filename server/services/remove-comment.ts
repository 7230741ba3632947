import { createHash } from 'node:crypto'
import type { RemoveCommentInput } from '../contract/review.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import type { ServiceContext } from './service-context.ts'

/** Takes the text of a comment out of the store; that there was one stays. One's own, or anybody's for administrators. Codes: not-found, forbidden, conflict. */
export async function removeComment({ store, world, actor }: ServiceContext, { commentId }: RemoveCommentInput): Promise<{ done: true }> {
  await transact(store, async (tx) => {
    const at = world.clock.now()
    const comment = await tx.comment.findUnique({ where: { id: commentId }, include: { job: { select: { installationId: true } } } })
    if (comment === null) throw new OperatorError('not-found', say('reviews.noComment'))
    if (comment.byId !== actor.userId && actor.role !== 'administrator')
      throw new OperatorError('forbidden', say('reviews.othersComment', { by: comment.by }))
    const { count } = await tx.comment.updateMany({
      where: { id: commentId, removedAt: null },
      data: { removedAt: at, removedBy: actor.name, text: '' },
    })
    if (count === 0) throw new OperatorError('conflict', say('reviews.commentGone'))
    const { text, by, runId, stepId, jobId, job } = comment
    await recordAudit(tx, {
      at,
      actor,
      action: 'comment.remove',
      subject: jobId,
      installationId: job.installationId,
      detail: {
        comment: commentId,
        by,
        run: runId,
        step: stepId,
        before: { characters: text.length, sha256: createHash('sha256').update(text).digest('hex') },
        after: null,
      },
    })
  })
  return { done: true }
}
