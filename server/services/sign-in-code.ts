import { isAPIError } from 'better-auth/api'
import { createAuth } from '../auth/create-auth.ts'
import { readChallenge } from '../auth/read-challenge.ts'
import { say } from '../contract/said.ts'
import type { SignInCodeInput } from '../contract/sign-in.ts'
import type { Transaction } from '../db/open-store.ts'
import { transact } from '../db/transact.ts'
import { readableCode } from '../domain/readable-code.ts'
import { OperatorError } from '../errors.ts'
import { type Begun, recordSession } from './record-session.ts'
import type { RequestContext } from './service-context.ts'
import { slowDown } from './slow-down.ts'

/** A code of an app is taken from half a minute before to half a minute after its own. */
const CODE_LIVES_MS = 90_000

const WRONG = new Set(['INVALID_CODE', 'INVALID_BACKUP_CODE'])

/** The second step of signing in. Codes: forbidden where the code is wrong, signed-out where the first step is too long ago, too-many. */
export async function signInCode(context: RequestContext, input: SignInCodeInput): Promise<{ done: true } & Begun> {
  const { store, world, actor, signIn } = context
  const challenge = await readChallenge(signIn.auth, store, context.headers, world.clock.now())
  if (challenge === null) throw tooLate()
  const { user, headers } = challenge
  const { tries } = await signIn.limits.count(user.email, actor.address ?? '')
  const begun = await slowDown(tries, async () => {
    // A wrong code is an answer and not an error, so that its count is kept.
    const answer = await transact(store, (tx) => tryCode(tx, context, { ...input, userId: user.id, headers }))
    if (answer === 'wrong') throw new OperatorError('forbidden', say('access.wrongSecondCode', { email: user.email }), { field: 'code' })
    if (answer === 'too late') throw tooLate()
    return answer
  })
  await signIn.limits.forgive(user.email)
  return { done: true, ...begun }
}

function tooLate(): OperatorError {
  return new OperatorError('signed-out', say('access.codeTooLate'))
}

interface Try extends SignInCodeInput {
  userId: string
  headers: Headers
}

async function tryCode(
  tx: Transaction,
  context: RequestContext,
  { kind, code, userId, headers }: Try,
): Promise<Begun | 'wrong' | 'too late'> {
  const { api } = createAuth(tx, context.signIn.settings)
  try {
    if (kind === 'recovery') {
      await api.verifyBackupCode({ body: { code: readableCode(code) }, headers })
      return await recordSession(tx, context, userId, 'recovery code')
    }
    const digits = code.replaceAll(/\s/g, '')
    const now = context.world.clock.now()
    // Whoever looked over a shoulder has the code too; it is good for one session.
    const used = { identifier: `used-code-${userId}-${digits}` }
    if ((await tx.verification.count({ where: { ...used, expiresAt: { gt: now } } })) > 0) return 'wrong'
    await api.verifyTOTP({ body: { code: digits }, headers })
    const expiresAt = new Date(now.getTime() + CODE_LIVES_MS)
    await tx.verification.create({ data: { id: crypto.randomUUID(), ...used, value: 'used', expiresAt } })
    return await recordSession(tx, context, userId, 'totp')
  } catch (cause) {
    if (!isAPIError(cause)) throw cause
    return WRONG.has(cause.body?.code ?? '') ? 'wrong' : 'too late'
  }
}
