import { type Actor, may, rolesWith } from '../contract/access.ts'
import type { Access } from '../contract/commands.ts'
import { say } from '../contract/said.ts'
import { CLIENT_ADDRESS_HEADER, CLIENT_PROOF_HEADER } from '../domain/client-address.ts'
import { FOREIGN_ORIGIN_HEADER, isOwnOrigin } from '../domain/is-own-origin.ts'
import { OperatorError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { isProven } from './address-proof.ts'
import { type ReadOptions, readPerson } from './read-person.ts'

export interface Admission {
  actor: Actor
  /** Null for a command that needs no session. */
  sessionId: string | null
}

/** Somebody who is not signed in. */
function nobody(address: string): Actor {
  return { userId: null, name: 'nobody', role: null, address }
}

/** The network address that the panel noted; a request that came before it could is from somewhere unknown. */
function addressIn(headers: Headers, secret: string): string {
  const noted = headers.get(CLIENT_ADDRESS_HEADER)
  return noted !== null && isProven(secret, noted, headers.get(CLIENT_PROOF_HEADER) ?? '') ? noted : 'unknown'
}

/** Who asks, without any judgement. */
export async function whoAsks(
  { signIn, services, now }: Runtime,
  headers: Headers,
  options?: ReadOptions,
): Promise<Admission & { mustChangePassword: boolean }> {
  const address = addressIn(headers, signIn.settings.secret)
  const signedIn = await readPerson({ auth: signIn.auth, store: services.store }, headers, now(), options)
  if (signedIn === null) return { actor: nobody(address), sessionId: null, mustChangePassword: false }
  const { id, name, role, mustChangePassword } = signedIn.person
  return { actor: { userId: id, name, role, address }, sessionId: signedIn.sessionId, mustChangePassword }
}

/** The one judgement over every action, route and stream. Throws signed-out or forbidden, in words. */
export function judge(access: Access, { actor, sessionId, mustChangePassword }: Awaited<ReturnType<typeof whoAsks>>): void {
  if (access === 'public') return
  if (sessionId === null) throw new OperatorError('signed-out', say('access.signedOut'), { hint: say('access.signInAgain') })
  if (access === 'signed-in') return
  if (mustChangePassword) throw new OperatorError('forbidden', say('access.changePasswordFirst'))
  if (access === 'own-password') return
  if (may(actor.role, access)) return
  const [role = 'administrator', ...more] = rolesWith(access)
  throw new OperatorError('forbidden', say('access.roleMayNot', { role: actor.role ?? 'nobody', needed: role, more: more.length }))
}

/** Refuses what did not come from a page of the panel. */
export function refuseForeignOrigin({ settings }: Runtime, headers: Headers): void {
  if (isOwnOrigin(headers.get('origin'), headers.get('host'), settings.baseUrl)) return
  const origin = headers.get(FOREIGN_ORIGIN_HEADER) ?? headers.get('origin') ?? 'none'
  throw new OperatorError('forbidden', say('errors.foreignOrigin', { origin }), { hint: say('errors.foreignOriginHint') })
}
