import type { Transaction } from '../db/open-store.ts'
import type { Auth } from './create-auth.ts'

export interface Challenge {
  user: { id: string; email: string }
  /** The request with nothing but the challenge, so that a session of the same browser is not taken for it. */
  headers: Headers
}

/** Whose password was right a moment ago and whose code is waited for; null where nobody's is, or it took too long. */
export async function readChallenge(auth: Auth, store: Transaction, headers: Headers, now: Date): Promise<Challenge | null> {
  const { name } = (await auth.$context).createAuthCookie('two_factor')
  const cookie = (headers.get('cookie') ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
  if (cookie === undefined) return null
  // `identifier.signature`; the library checks the signature when it checks the code.
  const [identifier = ''] = decodeURIComponent(cookie.slice(name.length + 1)).split('.')
  const waiting = await store.verification.findFirst({ where: { identifier, expiresAt: { gt: now } } })
  const user = waiting === null ? null : await store.user.findUnique({ where: { id: waiting.value }, select: { id: true, email: true } })
  if (user === null) return null
  const only = new Headers(headers)
  only.set('cookie', cookie)
  return { user, headers: only }
}
