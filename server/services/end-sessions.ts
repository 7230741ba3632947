import type { PersonInput } from '../contract/people.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { endSessionsOf } from './end-sessions-of.ts'
import { personSubject } from './person-subject.ts'
import type { RequestContext } from './service-context.ts'

/** Ends every session of a person. Codes: not-found, refused. */
export async function endSessions(context: RequestContext, { personId }: PersonInput): Promise<{ sessionsEnded: number }> {
  return await transact(context.store, async (tx) => {
    const person = await personSubject(tx, context, personId, 'end-sessions')
    const sessionsEnded = await endSessionsOf(tx, person.id)
    const detail = { name: person.name, email: person.email, sessionsEnded }
    await recordAudit(tx, { at: person.now, actor: context.actor, action: 'user.end-sessions', subject: person.id, detail })
    return { sessionsEnded }
  })
}
