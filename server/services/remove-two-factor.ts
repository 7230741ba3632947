import type { Transaction } from '../db/open-store.ts'

/** Takes the second factor of somebody away who lost it. */
export async function removeTwoFactor(tx: Transaction, userId: string): Promise<void> {
  await tx.twoFactor.deleteMany({ where: { userId } })
  await tx.user.update({ where: { id: userId }, data: { twoFactorEnabled: false } })
}
