import type { PersonInput } from '../contract/people.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { personSubject } from './person-subject.ts'
import { removeTwoFactor } from './remove-two-factor.ts'
import type { RequestContext } from './service-context.ts'

/** Lets somebody in by the password alone who lost their app and their recovery codes. Codes: not-found, refused. */
export async function resetTwoFactor(context: RequestContext, { personId }: PersonInput): Promise<{ done: true }> {
  await transact(context.store, async (tx) => {
    const person = await personSubject(tx, context, personId, 'reset-two-factor')
    await removeTwoFactor(tx, person.id)
    const detail = { name: person.name, email: person.email, before: { twoFactor: true }, after: { twoFactor: false } }
    await recordAudit(tx, { at: person.now, actor: context.actor, action: 'user.reset-two-factor', subject: person.id, detail })
  })
  return { done: true }
}
