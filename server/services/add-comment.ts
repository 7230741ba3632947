import { createHash } from 'node:crypto'
import type { CommentInput } from '../contract/review.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import type { ServiceContext } from './service-context.ts'

/**
 * Keeps what somebody says about a job or a step of it. The trail gets the text's length and SHA-256 and not the text: what is removed
 * later, a pasted password say, must not stay there for ever. Codes: not-found, forbidden.
 */
export async function addComment(
  { store, world, actor }: ServiceContext,
  { jobId, runId, stepId, text }: CommentInput,
): Promise<{ commentId: string }> {
  const byId = actor.userId
  if (byId === null) throw new OperatorError('forbidden', say('reviews.nobody'))
  return await transact(store, async (tx) => {
    const job = await tx.upgradeJob.findUnique({ where: { id: jobId }, select: { installationId: true } })
    if (job === null) throw new OperatorError('not-found', say('errors.noJob'))
    if (runId !== null && (await tx.run.count({ where: { id: runId, jobId } })) === 0)
      throw new OperatorError('not-found', say('reviews.noRun', { id: runId }))
    const at = world.clock.now()
    const comment = await tx.comment.create({ data: { jobId, runId, stepId, text, byId, by: actor.name, at } })
    const sha256 = createHash('sha256').update(text).digest('hex')
    await recordAudit(tx, {
      at,
      actor,
      action: 'comment.add',
      subject: jobId,
      installationId: job.installationId,
      detail: { comment: comment.id, run: runId, step: stepId, before: null, after: { characters: text.length, sha256 } },
    })
    return { commentId: comment.id }
  })
}
