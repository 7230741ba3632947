import { randomBytes } from 'node:crypto'
import { authSecret } from '../../auth/auth-secret.ts'
import { createAuth } from '../../auth/create-auth.ts'
import { readPerson } from '../../auth/read-person.ts'
import { createSetUpCode } from '../../auth/set-up-code.ts'
import { createSignInLimits } from '../../auth/sign-in-limits.ts'
import type { Role } from '../../contract/access.ts'
import { createCipher } from '../../db/cipher.ts'
import { temporaryStore } from '../../db/testing/temporary-store.ts'
import type { World } from '../../procedure/context.ts'
import { createUser } from '../create-user.ts'
import type { RequestContext } from '../service-context.ts'

const ADDRESS = '192.0.2.7'

export const PASSWORD = 'keeps the night watch'

/** A store with people, and the requests that their browsers send. */
export async function panelPeople() {
  const { store, close } = await temporaryStore()
  const key = randomBytes(32)
  const settings = { secret: authSecret(key), baseUrl: null }
  const auth = createAuth(store, settings)
  const signIn = { auth, settings, limits: createSignInLimits(store), setUpCode: createSetUpCode() }
  const hash = await (await auth.$context).password.hash(PASSWORD)

  async function add(name: string, role: Role) {
    return await createUser(store, { name, role, email: `${name}@example.org`, hash, mustChangePassword: false, now: new Date() })
  }

  /** The cookies of a session, or, without the code that is waited for, those of the first step. */
  async function cookiesOf(email: string, password = PASSWORD, code?: string): Promise<string> {
    const { headers } = await auth.api.signInEmail({ body: { email, password }, headers: new Headers(), returnHeaders: true })
    if (code === undefined) return kept(headers)
    const sent = { body: { code }, headers: new Headers({ cookie: kept(headers) }), returnHeaders: true } as const
    return kept((await auth.api.verifyTOTP(sent)).headers)
  }

  /** What an action makes of a request with these cookies. */
  async function request(cookie: string, now = new Date()): Promise<RequestContext> {
    const headers = new Headers({ cookie })
    const signedIn = await readPerson({ auth, store }, headers, now)
    const person = signedIn?.person
    return {
      store,
      cipher: createCipher(key),
      world: { clock: { now: () => now } } as unknown as World,
      backupFolder: '/backups',
      wake: () => {},
      actor: { userId: person?.id ?? null, name: person?.name ?? 'nobody', role: person?.role ?? null, address: ADDRESS },
      sessionId: signedIn?.sessionId ?? null,
      headers,
      signIn,
    }
  }

  return {
    store,
    close,
    auth,
    add,
    cookiesOf,
    request,
    /** Adds somebody and gives the request of their first session. */
    async enter(name: string, role: Role) {
      const user = await add(name, role)
      return { user, context: await request(await cookiesOf(user.email)) }
    },
    async isAlive({ headers }: RequestContext, now = new Date()) {
      return (await readPerson({ auth, store }, headers, now)) !== null
    },
    async audit() {
      return await store.auditEvent.findMany({ orderBy: { id: 'asc' } })
    },
  }
}

/** What a browser would keep and send again. */
function kept(headers: Headers): string {
  const cookies = headers.getSetCookie().filter((cookie) => !/max-age=0/i.test(cookie))
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ')
}
