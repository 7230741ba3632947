import { type Actor, PANEL } from '../contract/access.ts'
import { type Said, say } from '../contract/said.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { transact } from '../db/transact.ts'
import { type ApprovalFact, hasLapsed } from '../domain/approval-state.ts'
import { readStartFacts } from '../queries/start-facts.ts'

interface Voided {
  jobId: string
  installationId: string
  approvals: readonly Pick<ApprovalFact, 'id' | 'by'>[]
  because(approval: Pick<ApprovalFact, 'id' | 'by'>): Said
  at: Date
  /** Whose command showed it; the panel itself does the voiding. */
  noticedBy: Actor
}

/** Takes approvals back, each with its reason; the rows stay. */
export async function voidApprovals(tx: Transaction, { jobId, installationId, approvals, because, at, noticedBy }: Voided): Promise<void> {
  for (const approval of approvals) {
    const said = because(approval)
    const data = { voidedAt: at, voidedBecauseJson: JSON.stringify(said) }
    const { count } = await tx.approval.updateMany({ where: { id: approval.id, voidedAt: null }, data })
    if (count === 0) continue
    await tx.upgradeJob.update({ where: { id: jobId }, data: { revision: { increment: 1 } } })
    await recordAudit(tx, {
      at,
      actor: PANEL,
      action: 'approval.void',
      subject: jobId,
      installationId,
      detail: { approval: approval.id, by: approval.by, why: said.key, ...said.params, noticedBy: noticedBy.name },
    })
  }
  await summarizeJob(tx, jobId)
}

/** Takes back what people approved who are gone or may not approve any more. */
export async function voidLapsedApprovals(store: Store, at: Date, noticedBy: Actor = PANEL): Promise<void> {
  const waiting = await store.upgradeJob.findMany({
    where: { status: 'planned', approvals: { some: { voidedAt: null, kind: { not: 'refused' } } } },
    select: { id: true, installationId: true },
  })
  for (const { id: jobId, installationId } of waiting) {
    const seen = await readStartFacts(store, jobId, at)
    if (seen === null || !seen.approvals.some(hasLapsed)) continue
    await transact(store, async (tx) => {
      // First a write, so that what is judged next is what is stored then.
      await tx.upgradeJob.update({ where: { id: jobId }, data: { revision: { increment: 1 } } })
      const facts = await readStartFacts(tx, jobId, at)
      const approvals = facts?.job === 'planned' ? facts.approvals.filter(hasLapsed) : []
      const gone = new Set(approvals.flatMap(({ id, byRole }) => (byRole === null ? [id] : [])))
      const because = ({ id, by }: { id: string; by: string }) =>
        say(gone.has(id) ? 'approvals.because.personGone' : 'approvals.because.roleLost', { by })
      await voidApprovals(tx, { jobId, installationId, approvals, because, at, noticedBy })
    })
  }
}
