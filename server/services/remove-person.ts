import type { RemovePersonInput } from '../contract/people.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { endSessionsOf } from './end-sessions-of.ts'
import { personSubject } from './person-subject.ts'
import type { RequestContext } from './service-context.ts'

/** Removes a person with their sessions; the history keeps their name. Codes: not-found, refused, bad-input. */
export async function removePerson(context: RequestContext, { personId, email }: RemovePersonInput): Promise<{ done: true }> {
  await transact(context.store, async (tx) => {
    const person = await personSubject(tx, context, personId, 'remove')
    if (email.toLowerCase() !== person.email)
      throw new OperatorError('bad-input', say('access.typeTheAddress', { email: person.email }), { field: 'email' })
    const sessionsEnded = await endSessionsOf(tx, person.id)
    await tx.user.delete({ where: { id: person.id } })
    const before = { name: person.name, email: person.email, role: person.role, twoFactor: person.hasTwoFactor }
    const detail = { before, after: null, sessionsEnded }
    await recordAudit(tx, { at: person.now, actor: context.actor, action: 'user.remove', subject: person.id, detail })
  })
  return { done: true }
}
