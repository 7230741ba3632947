import type { Driver } from '../contract/job.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import { OCCUPYING } from './gate-facts.ts'

/** Acts of the audit trail that make somebody the one who drives. */
const DRIVES = ['start', 'retry', 'check', 'skip', 'hold', 'abort', 'continue', 'roll-back', 'take-over'].map((act) => `upgrade.${act}`)

/** Who drives a job, by the audit trail: it outlasts the panel's process and needs no second truth. Null while nothing is under way. */
export async function readDriver(store: Store | Transaction, job: { id: string; status: string }): Promise<Driver | null> {
  if (!OCCUPYING.includes(job.status)) return null
  const row = await store.auditEvent.findFirst({
    where: { subject: job.id, outcome: 'done', actorId: { not: null }, action: { in: DRIVES } },
    orderBy: { id: 'desc' },
    select: { actorId: true, actor: true, at: true },
  })
  if (row === null || row.actorId === null) return null
  // Deciding again does not begin anew: somebody drives since the first act after the last one of anybody else.
  const other = await store.auditEvent.findFirst({
    where: { subject: job.id, outcome: 'done', actorId: { not: row.actorId }, NOT: { actorId: null }, action: { in: DRIVES } },
    orderBy: { id: 'desc' },
    select: { id: true },
  })
  const first = await store.auditEvent.findFirst({
    where: { subject: job.id, outcome: 'done', actorId: row.actorId, action: { in: DRIVES }, id: { gt: other?.id ?? 0 } },
    orderBy: { id: 'asc' },
    select: { at: true },
  })
  return { id: row.actorId, name: row.actor, since: (first ?? row).at.toISOString() }
}
