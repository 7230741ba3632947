import { setTimeout as wait } from 'node:timers/promises'
import type { SignInInput } from '../contract/sign-in.ts'
import { OperatorError } from '../errors.ts'
import { beginSession } from './begin-session.ts'
import type { RequestContext } from './service-context.ts'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 4_000

/** Signs somebody in. Every wrong try is answered later than the one before. Codes: forbidden, too-many. */
export async function signIn(context: RequestContext, input: SignInInput): Promise<{ done: true; needsCode: boolean }> {
  const { tries } = await context.signIn.limits.count(input.email.toLowerCase(), context.actor.address ?? '')
  try {
    return await beginSession(context, input)
  } catch (cause) {
    if (cause instanceof OperatorError) await wait(Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS))
    throw cause
  }
}
