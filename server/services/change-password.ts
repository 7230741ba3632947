import type { ChangePasswordInput } from '../contract/people.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { endSessionsOf } from './end-sessions-of.ts'
import { provePassword, stillSignedIn } from './prove-password.ts'
import type { RequestContext } from './service-context.ts'

/** A new password for whoever knows the old one; every other session of theirs ends. Codes: bad-input, forbidden, too-many. */
export async function changePassword(context: RequestContext, { password, next }: ChangePasswordInput): Promise<{ sessionsEnded: number }> {
  const { store, world, actor, sessionId, signIn } = context
  const userId = await provePassword(context, password)
  if (next === password) throw new OperatorError('bad-input', say('access.samePassword'), { field: 'next' })
  const hash = await (await signIn.auth.$context).password.hash(next)
  return await transact(store, async (tx) => {
    await stillSignedIn(tx, context)
    const { mustChangePassword } = await tx.user.findUniqueOrThrow({ where: { id: userId } })
    await tx.account.updateMany({ where: { userId, providerId: 'credential' }, data: { password: hash } })
    await tx.user.update({ where: { id: userId }, data: { mustChangePassword: false } })
    const sessionsEnded = await endSessionsOf(tx, userId, sessionId)
    const detail = { wasTemporary: mustChangePassword, sessionsEnded }
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'user.change-password', subject: userId, detail })
    return { sessionsEnded }
  })
}
