import type { Transaction } from '../db/open-store.ts'

/** Ends a person's sessions at once, but for the one to keep, and whatever sign-in waits for a code. Says how many ended. */
export async function endSessionsOf(tx: Transaction, userId: string, keptSessionId: string | null = null): Promise<number> {
  await tx.verification.deleteMany({ where: { value: userId } })
  const { count } = await tx.session.deleteMany({ where: { userId, ...(keptSessionId !== null && { id: { not: keptSessionId } }) } })
  return count
}
