import { isAPIError } from 'better-auth/api'
import { checkPassword } from '../auth/check-password.ts'
import { createAuth } from '../auth/create-auth.ts'
import { say } from '../contract/said.ts'
import type { SignInInput } from '../contract/sign-in.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { type Begun, recordSession } from './record-session.ts'
import type { RequestContext } from './service-context.ts'

export type SignInAnswer = { done: true; needsCode: true } | ({ done: true; needsCode: false } & Begun)

/**
 * Checks the password and begins a session; with two-factor it begins only after the code. The session and its audit row are one
 * transaction. Codes: forbidden.
 */
export async function beginSession(context: RequestContext, { email, password }: SignInInput): Promise<SignInAnswer> {
  const { store, headers, signIn } = context
  const isRight = await checkPassword({ auth: signIn.auth, store }, email, password)
  if (!isRight) throw new OperatorError('forbidden', say('access.wrongPassword'), { field: 'password' })
  const begun = await transact(store, async (tx) => {
    const auth = createAuth(tx, signIn.settings)
    const answer = await auth.api.signInEmail({ body: { email, password }, headers }).catch((cause: unknown) => {
      if (isAPIError(cause)) throw new OperatorError('forbidden', say('access.wrongPassword'), { field: 'password' })
      throw cause
    })
    return 'twoFactorRedirect' in answer ? null : await recordSession(tx, context, answer.user.id, 'password')
  })
  // With a code still to come the tries go on counting: who knows the password has not proven anything yet.
  if (begun === null) return { done: true, needsCode: true }
  await signIn.limits.forgive(email.toLowerCase())
  return { done: true, needsCode: false, ...begun }
}
