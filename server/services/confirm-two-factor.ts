import { isAPIError } from 'better-auth/api'
import { createAuth } from '../auth/create-auth.ts'
import type { ConfirmTwoFactorInput } from '../contract/people.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { stillSignedIn } from './prove-password.ts'
import type { RequestContext } from './service-context.ts'

/** Turns two-factor on, now that the app has shown a code, and gives the recovery codes, once. Codes: forbidden, signed-out. */
export async function confirmTwoFactor(context: RequestContext, { code }: ConfirmTwoFactorInput): Promise<{ recoveryCodes: string[] }> {
  const { store, world, actor, headers, signIn } = context
  const userId = actor.userId ?? ''
  return await transact(store, async (tx) => {
    await stillSignedIn(tx, context)
    const { api } = createAuth(tx, signIn.settings)
    await api.verifyTOTP({ body: { code: code.replaceAll(/\s/g, '') }, headers }).catch((cause: unknown) => {
      if (isAPIError(cause)) throw new OperatorError('forbidden', say('access.wrongAppCode'), { field: 'code' })
      throw cause
    })
    const { backupCodes } = await api.viewBackupCodes({ body: { userId } })
    const detail = { before: false, after: true }
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'two-factor.on', subject: userId, detail })
    return { recoveryCodes: backupCodes }
  })
}
