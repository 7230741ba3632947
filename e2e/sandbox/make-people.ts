// People with passwords in the panel's store, for the demo and the browser specs. PEOPLE: JSON list of MadePerson. Prints each one's
// session cookies as a JSON list, in the same order. Who is there already keeps what they have, but for the password.
import { authSecret } from '../../server/auth/auth-secret.ts'
import { createAuth } from '../../server/auth/create-auth.ts'
import type { Role } from '../../server/contract/access.ts'
import { openStore } from '../../server/db/open-store.ts'
import { readKey } from '../../server/db/read-key.ts'
import { readSettings } from '../../server/env.ts'
import { createUser } from '../../server/services/create-user.ts'

export interface MadePerson {
  name: string
  email: string
  role: Role
  password: string
  /** Has seen the tour already. */
  tourEnded?: boolean
}

const settings = readSettings(process.env)
const store = openStore(settings.databaseFile)
const auth = createAuth(store, { secret: authSecret(readKey(settings)), baseUrl: settings.baseUrl })

async function cookiesOf({ password, tourEnded = false, ...person }: MadePerson): Promise<string[]> {
  const hash = await (await auth.$context).password.hash(password)
  const before = await store.user.findUnique({ where: { email: person.email } })
  if (before === null) await createUser(store, { ...person, hash, mustChangePassword: false, now: new Date() })
  else await store.account.updateMany({ where: { userId: before.id, providerId: 'credential' }, data: { password: hash } })
  await store.user.update({ where: { email: person.email }, data: { tourEnded } })
  const { headers } = await auth.api.signInEmail({ body: { email: person.email, password }, headers: new Headers(), returnHeaders: true })
  return headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
}

const people = JSON.parse(process.env.PEOPLE ?? '[]') as MadePerson[]
const cookies: string[][] = []
for (const person of people) cookies.push(await cookiesOf(person))
console.log(JSON.stringify(cookies))
await store.$disconnect()
