import { createAuth } from '../auth/create-auth.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import type { RequestContext } from './service-context.ts'

/** Ends this session on the server and takes its cookie away. */
export async function signOut({ store, world, actor, headers, signIn }: RequestContext): Promise<{ done: true }> {
  await transact(store, async (tx) => {
    await createAuth(tx, signIn.settings).api.signOut({ headers })
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'session.end', subject: actor.userId ?? '', detail: {} })
  })
  return { done: true }
}
