import { type Actor, may } from '../contract/access.ts'
import type { Store } from '../db/open-store.ts'
import { approvalState } from '../domain/approval-state.ts'
import { readStartFacts } from './start-facts.ts'

const UNANSWERED = ['needed', 'void', 'expired']

/** Ids of the plans that wait for an approval which this person may give; newest first. */
export async function plansToApprove(store: Store, { userId, role }: Actor, now: Date): Promise<string[]> {
  if (!may(role, 'upgrade:approve')) return []
  const planned = await store.upgradeJob.findMany({ where: { status: 'planned' }, orderBy: { number: 'desc' }, select: { id: true } })
  const waiting: string[] = []
  for (const { id } of planned) {
    const facts = await readStartFacts(store, id, now)
    if (facts !== null && facts.plannerId !== userId && UNANSWERED.includes(approvalState(facts).state)) waiting.push(id)
  }
  return waiting
}
