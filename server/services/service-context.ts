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
  /** Who asks; sign-in will name people. */
  actor: string
  /** Tells the runner that there is something to do. */
  wake(): void
}
