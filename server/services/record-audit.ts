import type { Transaction } from '../db/open-store.ts'

interface AuditEntry {
  at: Date
  actor: string
  action: string
  subject: string
  /** No secrets. */
  detail: Record<string, unknown>
}

/** Written in the transaction of the change itself: a change that cannot be recorded does not happen. */
export async function recordAudit(tx: Transaction, { detail, ...entry }: AuditEntry): Promise<void> {
  await tx.auditEvent.create({ data: { ...entry, detailJson: JSON.stringify(detail) } })
}
