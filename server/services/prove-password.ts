import { checkPassword } from '../auth/check-password.ts'
import { say } from '../contract/said.ts'
import type { Transaction } from '../db/open-store.ts'
import { OperatorError } from '../errors.ts'
import type { RequestContext } from './service-context.ts'

/**
 * Whoever has an open session also has to know its password; tries count as those of signing in. Gives the person's id.
 * Codes: forbidden, too-many, signed-out.
 */
export async function provePassword({ store, actor, signIn }: RequestContext, password: string): Promise<string> {
  const user = await store.user.findUnique({ where: { id: actor.userId ?? '' } })
  if (user === null) throw signedOut()
  await signIn.limits.count(user.email, actor.address ?? '')
  if (!(await checkPassword({ auth: signIn.auth, store }, user.email, password)))
    throw new OperatorError('forbidden', say('access.notYourPassword'), { field: 'password' })
  await signIn.limits.forgive(user.email)
  return user.id
}

/** Proving takes a moment, in which an administrator may have ended the session. Codes: signed-out. */
export async function stillSignedIn(tx: Transaction, { sessionId }: RequestContext): Promise<void> {
  if (sessionId === null || (await tx.session.count({ where: { id: sessionId } })) === 0) throw signedOut()
}

function signedOut(): OperatorError {
  return new OperatorError('signed-out', say('access.signedOut'), { hint: say('access.signInAgain') })
}
