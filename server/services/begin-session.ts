import { isAPIError } from 'better-auth/api'
import { checkPassword } from '../auth/check-password.ts'
import { createAuth } from '../auth/create-auth.ts'
import { Role } from '../contract/access.ts'
import { say } from '../contract/said.ts'
import type { SignInInput } from '../contract/sign-in.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import type { RequestContext } from './service-context.ts'

/**
 * Checks the password and begins a session; with two-factor it begins only after the code. The session and its audit row are one
 * transaction. Codes: forbidden.
 */
export async function beginSession(context: RequestContext, { email, password }: SignInInput): Promise<{ done: true; needsCode: boolean }> {
  const { store, world, actor, headers, signIn } = context
  const isRight = await checkPassword({ auth: signIn.auth, store }, email, password)
  if (!isRight) throw new OperatorError('forbidden', say('access.wrongPassword'), { field: 'password' })
  const needsCode = await transact(store, async (tx) => {
    const auth = createAuth(tx, signIn.settings)
    const answer = await auth.api.signInEmail({ body: { email, password }, headers }).catch((cause: unknown) => {
      if (isAPIError(cause)) throw new OperatorError('forbidden', say('access.wrongPassword'), { field: 'password' })
      throw cause
    })
    if ('twoFactorRedirect' in answer) return true
    const { id, name } = answer.user
    const { role } = await tx.user.findUniqueOrThrow({ where: { id }, select: { role: true } })
    const person = { ...actor, userId: id, name, role: Role.parse(role) }
    await recordAudit(tx, { at: world.clock.now(), actor: person, action: 'session.begin', subject: id, detail: {} })
    return false
  })
  await signIn.limits.forgive(email.toLowerCase())
  return { done: true, needsCode }
}
