import type { Transaction } from '../db/open-store.ts'
import { endSessionsOf } from './end-sessions-of.ts'

/** Puts a password in place that has to be changed at the next sign-in, and ends every session. Says how many. */
export async function setTemporaryPassword(tx: Transaction, userId: string, hash: string): Promise<number> {
  await tx.account.updateMany({ where: { userId, providerId: 'credential' }, data: { password: hash } })
  await tx.user.update({ where: { id: userId }, data: { mustChangePassword: true } })
  return await endSessionsOf(tx, userId)
}
