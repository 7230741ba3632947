import { isAPIError } from 'better-auth/api'
import { createAuth } from '../auth/create-auth.ts'
import type { PasswordInput } from '../contract/people.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { provePassword, stillSignedIn } from './prove-password.ts'
import type { RequestContext } from './service-context.ts'

/** New recovery codes; the old ones stop working. Codes: forbidden, too-many, conflict. */
export async function renewRecoveryCodes(context: RequestContext, { password }: PasswordInput): Promise<{ recoveryCodes: string[] }> {
  const { store, world, actor, headers, signIn } = context
  const userId = await provePassword(context, password)
  return await transact(store, async (tx) => {
    await stillSignedIn(tx, context)
    const { backupCodes } = await createAuth(tx, signIn.settings)
      .api.generateBackupCodes({ body: { password }, headers })
      .catch((cause: unknown) => {
        if (isAPIError(cause)) throw new OperatorError('conflict', say('access.hasNoTwoFactor'), { cause })
        throw cause
      })
    const detail = { codes: backupCodes.length }
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'two-factor.renew-codes', subject: userId, detail })
    return { recoveryCodes: backupCodes }
  })
}
