import { Role } from '../contract/access.ts'
import type { AccountView } from '../contract/people.ts'
import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import type { RequestContext } from './service-context.ts'

/** The asking person's own account. Codes: signed-out. */
export async function readAccount({ store, world, actor, sessionId, signIn }: RequestContext): Promise<AccountView> {
  const user = await store.user.findUnique({
    where: { id: actor.userId ?? '' },
    include: { sessions: { where: { expiresAt: { gt: world.clock.now() } }, orderBy: { updatedAt: 'desc' } } },
  })
  if (user === null) throw new OperatorError('signed-out', say('access.signedOut'), { hint: say('access.signInAgain') })
  const { id, name, email, role, mustChangePassword } = user
  const hasTwoFactor = user.twoFactorEnabled === true
  const codes = hasTwoFactor ? (await signIn.auth.api.viewBackupCodes({ body: { userId: id } })).backupCodes : null
  return {
    person: { id, name, email, role: Role.parse(role), hasTwoFactor, mustChangePassword },
    recoveryCodesLeft: codes?.length ?? null,
    sessions: user.sessions.map((session) => ({
      id: session.id,
      isThis: session.id === sessionId,
      userAgent: session.userAgent ?? '',
      address: session.ipAddress ?? '',
      begunAt: session.createdAt.toISOString(),
      lastSeenAt: session.updatedAt.toISOString(),
    })),
  }
}
