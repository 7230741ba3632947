import { createAuth } from '../auth/create-auth.ts'
import type { PasswordInput } from '../contract/people.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { provePassword, stillSignedIn } from './prove-password.ts'
import type { RequestContext } from './service-context.ts'

/** Turns two-factor off. Codes: forbidden, too-many. */
export async function endTwoFactor(context: RequestContext, { password }: PasswordInput): Promise<{ done: true }> {
  const { store, world, actor, headers, signIn } = context
  const userId = await provePassword(context, password)
  await transact(store, async (tx) => {
    await stillSignedIn(tx, context)
    await createAuth(tx, signIn.settings).api.disableTwoFactor({ body: { password }, headers })
    const detail = { before: true, after: false }
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'two-factor.off', subject: userId, detail })
  })
  return { done: true }
}
