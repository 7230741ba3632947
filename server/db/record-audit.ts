import type { Actor } from '../contract/access.ts'
import { type ChainedEvent, chainHash, genesisHash } from '../domain/audit-chain.ts'
import { sealFits, sealHead } from '../domain/audit-seal.ts'
import { keptAuditKey } from './audit-key.ts'
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

/**
 * Written in the transaction of the change itself: a change that cannot be recorded does not happen. Throws where the trail is
 * sealed and this process was not given the panel's key (keepAuditKey).
 */
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
  const { previousHash, seal } = await endOfTrail(tx)
  const hash = chainHash(previousHash, event)
  const { id } = await tx.auditEvent.create({ data: { ...event, previousHash, hash }, select: { id: true } })
  if (seal === null) return
  const head = { eventId: id, hash, sealedAfter: seal.sealedAfter }
  const sealed = { ...head, seal: seal.key === null ? '' : sealHead(seal.key, head) }
  await tx.auditHead.upsert({ where: { id: 1 }, create: { id: 1, ...sealed }, update: sealed })
}

interface EndOfTrail {
  previousHash: string
  /** Null: nothing is sealed here. A null key: the seal was found broken before, and stays broken. */
  seal: { key: Buffer | null; sealedAfter: number } | null
}

/**
 * What the next row continues. Two writers at once cannot continue the same row: its hash is unique as somebody's previous one.
 * A cut-off tail is continued from the head, which leaves a gap for ever; rows that somebody added are continued, but break the seal.
 * Either way the panel goes on: a meddled trail must not keep anybody from rolling back.
 */
async function endOfTrail(tx: Transaction): Promise<EndOfTrail> {
  const key = keptAuditKey()
  const last = await tx.auditEvent.findFirst({ where: { hash: { not: null } }, orderBy: { id: 'desc' }, select: { id: true, hash: true } })
  const head = await tx.auditHead.findUnique({ where: { id: 1 } })
  if (head === null) {
    const previousHash = last?.hash ?? genesisHash(await tx.auditEvent.findMany({ orderBy: { id: 'asc' } }))
    const newest = key === null ? null : await tx.auditEvent.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
    return { previousHash, seal: key === null ? null : { key, sealedAfter: newest?.id ?? 0 } }
  }
  if (key === null) throw new Error('the audit trail of this store is sealed, and this process was not given the key of the panel')
  const { sealedAfter } = head
  if (last === null || last.id < head.eventId)
    return { previousHash: head.hash, seal: { key: sealFits(key, head) ? key : null, sealedAfter } }
  const isWhole = last.id === head.eventId && last.hash === head.hash && sealFits(key, head)
  return { previousHash: last.hash ?? head.hash, seal: { key: isWhole ? key : null, sealedAfter } }
}
