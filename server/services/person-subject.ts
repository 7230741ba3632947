import { Role } from '../contract/access.ts'
import type { PersonAct } from '../contract/people.ts'
import { say } from '../contract/said.ts'
import type { Transaction } from '../db/open-store.ts'
import { personGate } from '../domain/person-gate.ts'
import { OperatorError } from '../errors.ts'
import type { RequestContext } from './service-context.ts'

/**
 * The person whom an administrator is about to change, where the gate lets them. The first write makes administrators take turns, so
 * that two who demote each other are not both believed. Codes: not-found, refused.
 */
export async function personSubject(tx: Transaction, { actor, world }: RequestContext, personId: string, act: PersonAct) {
  const now = world.clock.now()
  const { count: administrators } = await tx.user.updateMany({ where: { role: 'administrator' }, data: { updatedAt: now } })
  const user = await tx.user.findUnique({
    where: { id: personId },
    include: { _count: { select: { sessions: { where: { expiresAt: { gt: now } } } } } },
  })
  if (user === null) throw new OperatorError('not-found', say('access.noSuchPerson'))
  const person = { id: user.id, role: Role.parse(user.role), hasTwoFactor: user.twoFactorEnabled === true, sessions: user._count.sessions }
  const refused = personGate({ act, actorId: actor.userId, person, administrators })
  if (refused !== null) throw new OperatorError('refused', refused)
  return { ...person, name: user.name, email: user.email, now }
}
