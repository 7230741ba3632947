import type { SignInInput } from '../contract/sign-in.ts'
import { beginSession, type SignInAnswer } from './begin-session.ts'
import type { RequestContext } from './service-context.ts'
import { slowDown } from './slow-down.ts'

/** Signs somebody in. Every wrong try is answered later than the one before. Codes: forbidden, too-many. */
export async function signIn(context: RequestContext, input: SignInInput): Promise<SignInAnswer> {
  const { tries } = await context.signIn.limits.count(input.email.toLowerCase(), context.actor.address ?? '')
  return await slowDown(tries, () => beginSession(context, input))
}
