import type { EndMySessionsInput } from '../contract/people.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import type { RequestContext } from './service-context.ts'

/** Ends one of the person's own other sessions, or all others. Codes: not-found, bad-input for this very session. */
export async function endMySessions(context: RequestContext, { which }: EndMySessionsInput): Promise<{ sessionsEnded: number }> {
  const { store, world, actor, sessionId } = context
  const userId = actor.userId ?? ''
  if (which === sessionId) throw new OperatorError('bad-input', say('access.thisSession'))
  return await transact(store, async (tx) => {
    const chosen = which === 'others' ? { not: sessionId ?? '' } : which
    const ended = await tx.session.findMany({ where: { userId, id: chosen }, select: { id: true, ipAddress: true, createdAt: true } })
    if (which !== 'others' && ended.length === 0) throw new OperatorError('not-found', say('access.sessionGone'))
    await tx.session.deleteMany({ where: { userId, id: chosen } })
    const detail = { sessions: ended.map(({ ipAddress, createdAt }) => ({ address: ipAddress, begunAt: createdAt })) }
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'session.end-others', subject: userId, detail })
    return { sessionsEnded: ended.length }
  })
}
