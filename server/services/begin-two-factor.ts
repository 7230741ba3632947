import { isAPIError } from 'better-auth/api'
import { createAuth } from '../auth/create-auth.ts'
import type { PasswordInput } from '../contract/people.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { provePassword, stillSignedIn } from './prove-password.ts'
import type { RequestContext } from './service-context.ts'

/** Makes the secret for a person's app; it counts only after a code of it was seen. Codes: forbidden, too-many, conflict. */
export async function beginTwoFactor(context: RequestContext, { password }: PasswordInput): Promise<{ uri: string; secret: string }> {
  const { store, world, actor, headers, signIn } = context
  const userId = await provePassword(context, password)
  return await transact(store, async (tx) => {
    await stillSignedIn(tx, context)
    const answer = await createAuth(tx, signIn.settings)
      .api.enableTwoFactor({ body: { password }, headers })
      .catch((cause: unknown) => {
        if (isAPIError(cause)) throw new OperatorError('conflict', say('access.twoFactorIsOn'), { cause })
        throw cause
      })
    if (answer.method !== 'totp') throw new Error('the library offered another way than an app')
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'two-factor.begin', subject: userId, detail: {} })
    return { uri: answer.totpURI, secret: new URL(answer.totpURI).searchParams.get('secret') ?? '' }
  })
}
