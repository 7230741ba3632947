import { Role } from '../contract/access.ts'
import { isLocale, type Locale } from '../contract/locales.ts'
import type { Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import type { RequestContext } from './service-context.ts'

export interface Begun {
  /** The language that the person chose, whatever this browser had; null: none yet. */
  locale: Locale | null
}

/** Keeps in the audit trail that a person's session began, and how they proved who they are. */
export async function recordSession(
  tx: Transaction,
  { actor, world }: RequestContext,
  userId: string,
  how: 'password' | 'totp' | 'recovery code',
): Promise<Begun> {
  const { name, role, locale } = await tx.user.findUniqueOrThrow({ where: { id: userId } })
  const person = { ...actor, userId, name, role: Role.parse(role) }
  await recordAudit(tx, { at: world.clock.now(), actor: person, action: 'session.begin', subject: userId, detail: { how } })
  return { locale: isLocale(locale ?? undefined) ? (locale as Locale) : null }
}
