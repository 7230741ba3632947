import { temporaryPassword } from '../auth/random-code.ts'
import type { AddPersonInput } from '../contract/people.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { createUser } from './create-user.ts'
import type { RequestContext } from './service-context.ts'

/** Lets somebody in, with a password that is told once and has to be changed at the first sign-in. Codes: conflict. */
export async function addPerson(
  { store, world, actor, signIn }: RequestContext,
  { name, email, role }: AddPersonInput,
): Promise<{ temporaryPassword: string }> {
  const password = temporaryPassword()
  const hash = await (await signIn.auth.$context).password.hash(password)
  await transact(store, async (tx) => {
    const now = world.clock.now()
    const user = await createUser(tx, { name, email, role, hash, mustChangePassword: true, now })
    await recordAudit(tx, { at: now, actor, action: 'user.add', subject: user.id, detail: { name, email: user.email, role } })
  })
  return { temporaryPassword: password }
}
