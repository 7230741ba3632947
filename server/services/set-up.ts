import { say } from '../contract/said.ts'
import type { SetUpInput } from '../contract/sign-in.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { beginSession, type SignInAnswer } from './begin-session.ts'
import { createUser } from './create-user.ts'
import type { RequestContext } from './service-context.ts'

/** Makes the first administrator and signs them in. Codes: forbidden where the code is wrong, conflict where somebody is there already. */
export async function setUp(context: RequestContext, { code, name, email, password }: SetUpInput): Promise<SignInAnswer> {
  const { store, world, actor, signIn } = context
  await signIn.limits.count('set-up', actor.address ?? '')
  if (!signIn.setUpCode.matches(code)) throw new OperatorError('forbidden', say('access.wrongCode'), { field: 'code' })
  const hash = await (await signIn.auth.$context).password.hash(password)
  await transact(store, async (tx) => {
    if ((await tx.user.count()) > 0) throw new OperatorError('conflict', say('access.alreadySetUp'), { hint: say('access.signInAgain') })
    const now = world.clock.now()
    const user = await createUser(tx, { name, email, role: 'administrator', hash, mustChangePassword: false, now })
    const detail = { name, email: user.email, role: user.role }
    await recordAudit(tx, { at: now, actor, action: 'user.set-up', subject: user.id, detail })
  })
  return await beginSession(context, { email, password })
}
