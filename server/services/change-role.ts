import type { ChangeRoleInput } from '../contract/people.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { endSessionsOf } from './end-sessions-of.ts'
import { personSubject } from './person-subject.ts'
import type { RequestContext } from './service-context.ts'

/** Gives a person another role; they sign in anew, so that no session has had two. Codes: not-found, refused. */
export async function changeRole(context: RequestContext, { personId, role }: ChangeRoleInput): Promise<{ sessionsEnded: number }> {
  return await transact(context.store, async (tx) => {
    const person = await personSubject(tx, context, personId, 'change-role')
    if (person.role === role) return { sessionsEnded: 0 }
    await tx.user.update({ where: { id: person.id }, data: { role } })
    const sessionsEnded = await endSessionsOf(tx, person.id)
    const detail = { name: person.name, email: person.email, before: { role: person.role }, after: { role }, sessionsEnded }
    await recordAudit(tx, { at: person.now, actor: context.actor, action: 'user.change-role', subject: person.id, detail })
    return { sessionsEnded }
  })
}
