import type { Store } from '../db/open-store.ts'
import type { Auth } from './create-auth.ts'

let turn: Promise<unknown> = Promise.resolve()

/**
 * Whether this is the account's password; an unknown account takes as long. Outside of any transaction, and one after the other: a
 * hash takes a tenth of a second of a core, and strangers who try many at once must neither hold the store nor the threads of a run.
 */
export async function checkPassword({ auth, store }: { auth: Auth; store: Store }, email: string, password: string): Promise<boolean> {
  const { password: hashing } = await auth.$context
  const account = await store.account.findFirst({
    where: { providerId: 'credential', user: { email: email.toLowerCase() } },
    select: { password: true },
  })
  const hash = account?.password ?? null
  const checked = turn.then(() => (hash === null ? hashing.hash(password).then(() => false) : hashing.verify({ hash, password })))
  turn = checked.catch(() => {})
  return await checked
}
