import { cookies, headers } from 'next/headers'
import { readPerson } from '../auth/read-person.ts'
import type { Person } from '../contract/access.ts'
import { type PersonSettings, USUAL_SETTINGS } from '../contract/person-settings.ts'
import { runtime } from '../runtime.ts'

interface Visitor {
  person: Person | null
  settings: PersonSettings
  /** Path and search of the page that is drawn. */
  path: string
  /** Where somebody who is not signed in goes first. */
  signInPath: string
}

/** Who looks at a page. */
export async function pageVisitor(): Promise<Visitor> {
  const { signIn, services, now } = runtime()
  const sent = new Headers(await headers())
  // The page that an action's answer draws comes after the session that the action replaced: only the jar has the new one.
  sent.set('cookie', (await cookies()).toString())
  const path = sent.get('x-panel-path') ?? '/'
  const signedIn = await readPerson({ auth: signIn.auth, store: services.store }, sent, now(), { renews: false })
  if (signedIn !== null) return { person: signedIn.person, settings: signedIn.settings, path, signInPath: '/' }
  const isSetUp = (await services.store.user.count()) > 0
  if (!isSetUp) return { person: null, settings: USUAL_SETTINGS, path, signInPath: '/set-up' }
  // An action after which nobody is signed in was a sign-out: the next person does not begin where this one stopped.
  const comesBack = path !== '/' && !sent.has('next-action')
  return { person: null, settings: USUAL_SETTINGS, path, signInPath: comesBack ? `/sign-in?next=${encodeURIComponent(path)}` : '/sign-in' }
}
