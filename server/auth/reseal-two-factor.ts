import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import type { Transaction } from '../db/open-store.ts'

interface Outcome {
  resealed: number
  /** Ids of the people whose second factor could not be read. */
  unreadable: string[]
}

/** Encrypts the secrets of two-factor codes and the recovery codes anew, as better-auth reads them. `from` null: none can be read. */
export async function resealTwoFactor(tx: Transaction, from: string | null, to: string): Promise<Outcome> {
  const outcome: Outcome = { resealed: 0, unreadable: [] }
  for (const { id, userId, secret, backupCodes } of await tx.twoFactor.findMany({ orderBy: { id: 'asc' } })) {
    const open = async (data: string) => (from === null ? null : await symmetricDecrypt({ key: from, data }).catch(() => null))
    const opened = { secret: await open(secret), backupCodes: await open(backupCodes) }
    if (opened.secret === null || opened.backupCodes === null) {
      outcome.unreadable.push(userId)
      continue
    }
    const data = {
      secret: await symmetricEncrypt({ key: to, data: opened.secret }),
      backupCodes: await symmetricEncrypt({ key: to, data: opened.backupCodes }),
    }
    await tx.twoFactor.update({ where: { id }, data })
    outcome.resealed += 1
  }
  return outcome
}
