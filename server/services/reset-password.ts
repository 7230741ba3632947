import { temporaryPassword } from '../auth/random-code.ts'
import type { PersonInput } from '../contract/people.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { personSubject } from './person-subject.ts'
import type { RequestContext } from './service-context.ts'
import { setTemporaryPassword } from './set-temporary-password.ts'

/** A temporary password for somebody who forgot theirs; told once. Codes: not-found, refused. */
export async function resetPassword(context: RequestContext, { personId }: PersonInput): Promise<{ temporaryPassword: string }> {
  const { store, actor, signIn } = context
  const password = temporaryPassword()
  const hash = await (await signIn.auth.$context).password.hash(password)
  const email = await transact(store, async (tx) => {
    const person = await personSubject(tx, context, personId, 'reset-password')
    const sessionsEnded = await setTemporaryPassword(tx, person.id, hash)
    const detail = { name: person.name, email: person.email, sessionsEnded }
    await recordAudit(tx, { at: person.now, actor, action: 'user.reset-password', subject: person.id, detail })
    return person.email
  })
  await signIn.limits.forgive(email)
  return { temporaryPassword: password }
}
