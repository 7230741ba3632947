import { type Actor, PANEL } from '../contract/access.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { approvalState } from '../domain/approval-state.ts'
import { readStartFacts, type StartReadingFacts } from '../queries/start-facts.ts'

const ACTION = 'approval.requested'

/** Asks for the approval that a plan needs: the row of the trail is what the notices are made from. False: it needs none now. */
export async function requestApproval(tx: Transaction, jobId: string, at: Date, actor: Actor): Promise<boolean> {
  const facts = await readStartFacts(tx, jobId, at)
  if (facts === null || !(await isUnasked(tx, facts))) return false
  const { installationId, number, fromVersion, toVersion, planHash } = facts.row
  const detail = { number, from: fromVersion, to: toVersion, planHash }
  await recordAudit(tx, { at, actor, action: ACTION, subject: jobId, installationId, detail })
  return true
}

/** Asks for approvals that became needed after their plan was saved: by a new policy, a second person, or one taken back or run out. */
export async function requestMissingApprovals(store: Store, at: Date): Promise<void> {
  const waiting = await store.upgradeJob.findMany({ where: { status: 'planned' }, select: { id: true } })
  for (const { id } of waiting) {
    const seen = await readStartFacts(store, id, at)
    if (seen !== null && (await isUnasked(store, seen))) await transact(store, (tx) => requestApproval(tx, id, at, PANEL))
  }
}

/** An approval is missing, and nobody was asked since the last answer. */
async function isUnasked(store: Store | Transaction, facts: StartReadingFacts): Promise<boolean> {
  const { state } = approvalState(facts)
  if (facts.job !== 'planned' || !['needed', 'void', 'expired'].includes(state)) return false
  const asked = await store.auditEvent.findFirst({
    where: { subject: facts.row.id, action: ACTION, outcome: 'done' },
    orderBy: { id: 'desc' },
    select: { at: true },
  })
  const answered = facts.row.approvals.at(-1)?.at
  return asked === null || (answered !== undefined && asked.at <= answered)
}
