import { Role } from '../contract/access.ts'
import type { PersonAct, PersonRow } from '../contract/people.ts'
import type { Store } from '../db/open-store.ts'
import { personGate } from '../domain/person-gate.ts'

const ACTS: PersonAct[] = ['change-role', 'reset-password', 'reset-two-factor', 'end-sessions', 'remove']

/** Everybody by name, and what the asking administrator cannot do to each. */
export async function listPeople(store: Store, actorId: string | null, now: Date): Promise<PersonRow[]> {
  const users = await store.user.findMany({
    orderBy: [{ name: 'asc' }, { email: 'asc' }],
    include: { sessions: { where: { expiresAt: { gt: now } }, select: { updatedAt: true } } },
  })
  const signs = await store.auditEvent.groupBy({
    by: ['subject'],
    where: { subject: { in: users.map(({ id }) => id) }, action: { in: ['session.begin', 'session.end'] } },
    _max: { at: true },
  })
  const administrators = users.filter(({ role }) => role === 'administrator').length
  return users.map(({ id, name, email, role, mustChangePassword, twoFactorEnabled, sessions }) => {
    const hasTwoFactor = twoFactorEnabled === true
    const person = { id, role: Role.parse(role), hasTwoFactor, sessions: sessions.length }
    const times = [...sessions.map(({ updatedAt }) => updatedAt), signs.find(({ subject }) => subject === id)?._max.at]
    const seen = times.flatMap((time) => (time ? [time.getTime()] : []))
    const refused = ACTS.map((act) => [act, personGate({ act, actorId, person, administrators })] as const)
    return {
      ...person,
      name,
      email,
      mustChangePassword,
      lastSeenAt: seen.length === 0 ? null : new Date(Math.max(...seen)).toISOString(),
      refused: Object.fromEntries(refused.filter(([, reason]) => reason !== null)),
    }
  })
}
