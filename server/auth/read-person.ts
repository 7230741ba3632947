import { type Person, Role } from '../contract/access.ts'
import type { PersonSettings } from '../contract/person-settings.ts'
import type { Store } from '../db/open-store.ts'
import type { Auth } from './create-auth.ts'

/** However often it is renewed, a session ends after this long. */
const LONGEST_MS = 7 * 24 * 3600 * 1000

export interface SignedIn {
  person: Person
  sessionId: string
  settings: PersonSettings
}

export interface ReadOptions {
  /** False where no cookie can be set: a session that lives on in the store only would outlive its cookie's renewal. */
  renews: boolean
}

/** Who the session cookie in these headers belongs to; null where it is missing, forged, expired, revoked, or its user is gone. */
export async function readPerson(
  { auth, store }: { auth: Auth; store: Store },
  headers: Headers,
  now: Date,
  { renews }: ReadOptions = { renews: true },
): Promise<SignedIn | null> {
  const found = await auth.api.getSession({ headers, query: { disableRefresh: !renews } })
  if (found === null) return null
  const { session, user } = found
  if (now.getTime() - session.createdAt.getTime() > LONGEST_MS) {
    await store.session.deleteMany({ where: { id: session.id } })
    return null
  }
  const role = Role.safeParse(user.role)
  return {
    sessionId: session.id,
    person: {
      id: user.id,
      name: user.name,
      email: user.email,
      // A word that no version of this panel knows must not open anything.
      role: role.success ? role.data : 'viewer',
      hasTwoFactor: user.twoFactorEnabled === true,
      mustChangePassword: user.mustChangePassword === true,
    },
    settings: { timeZone: user.timeZone ?? null, singleKeys: user.singleKeys !== false, tourEnded: user.tourEnded === true },
  }
}
