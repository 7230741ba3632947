import type { Actor } from '../contract/access.ts'
import { type ChainedEvent, chainHash, genesisHash } from '../domain/audit-chain.ts'
import type { Transaction } from './open-store.ts'

export interface AuditEntry {
  at: Date
  actor: Actor
  action: string
  /** Id of what was changed. */
  subject: string
  installationId?: string | null
  outcome?: 'done' | 'refused'
  /** Before and after, reasons; no secrets. */
  detail: Record<string, unknown>
}

/** Written in the transaction of the change itself: a change that cannot be recorded does not happen. */
export async function recordAudit(
  tx: Transaction,
  { actor, detail, outcome = 'done', installationId = null, ...entry }: AuditEntry,
): Promise<void> {
  const event: ChainedEvent = {
    ...entry,
    actor: actor.name,
    actorId: actor.userId,
    role: actor.role,
    address: actor.address,
    outcome,
    installationId,
    detailJson: JSON.stringify(detail),
  }
  const previousHash = await headOfChain(tx)
  await tx.auditEvent.create({ data: { ...event, previousHash, hash: chainHash(previousHash, event) } })
}

/** Hash of the newest row. Two writers at once cannot continue the same row: its hash is unique as somebody's previous one. */
async function headOfChain(tx: Transaction): Promise<string> {
  const last = await tx.auditEvent.findFirst({ where: { hash: { not: null } }, orderBy: { id: 'desc' }, select: { hash: true } })
  return last?.hash ?? genesisHash(await tx.auditEvent.findMany({ orderBy: { id: 'asc' } }))
}
