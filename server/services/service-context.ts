import type { Auth, AuthSettings } from '../auth/create-auth.ts'
import type { SetUpCode } from '../auth/set-up-code.ts'
import type { SignInLimits } from '../auth/sign-in-limits.ts'
import type { Actor } from '../contract/access.ts'
import type { Cipher } from '../db/cipher.ts'
import type { Store } from '../db/open-store.ts'
import type { World } from '../procedure/context.ts'

/** What every service works with. */
export interface ServiceContext {
  store: Store
  cipher: Cipher
  world: World
  /** Where dumps go unless an installation says otherwise. */
  backupFolder: string
  /** Who asks. */
  actor: Actor
  /** Tells the runner that there is something to do. */
  wake(): void
}

/** What signing in and accounts need beyond the rest. */
export interface SignInParts {
  auth: Auth
  settings: AuthSettings
  limits: SignInLimits
  setUpCode: SetUpCode
}

/** A service called by a browser: its headers carry the session, which better-auth reads and renews. */
export interface RequestContext extends ServiceContext {
  sessionId: string | null
  headers: Headers
  signIn: SignInParts
}
