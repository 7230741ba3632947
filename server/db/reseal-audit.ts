import { auditSealKey, sealFits, sealHead } from '../domain/audit-seal.ts'
import type { Transaction } from './open-store.ts'

/**
 * For the transaction that replaces the panel's key, after its own row is recorded under the old one: the head sealed with the new
 * key. A head whose seal does not fit stays as it is, so that replacing the key makes nothing whole.
 */
export async function resealAudit(tx: Transaction, { oldKey, newKey }: { oldKey: Buffer; newKey: Buffer }): Promise<void> {
  const head = await tx.auditHead.findUnique({ where: { id: 1 } })
  if (head === null || !sealFits(auditSealKey(oldKey), head)) return
  await tx.auditHead.update({ where: { id: 1 }, data: { seal: sealHead(auditSealKey(newKey), head) } })
}
