import { may, type Role } from '../contract/access.ts'
import type { ApprovalKind, ApprovalState } from '../contract/approval.ts'

export interface ApprovalFact {
  id: string
  kind: ApprovalKind
  planHash: string
  by: string
  byId: string
  /** What that person may do now; null: they are not a person of this panel any more. */
  byRole: Role | null
  expiresAt: Date | null
  reason: string | null
  coversApproval: boolean
  coversWindow: boolean
  isVoid: boolean
}

export interface ApprovalFacts {
  planHash: string
  plannerId: string | null
  policy: 'auto' | 'always' | 'never'
  /** How many people have an account. */
  people: number
  /** Oldest first. */
  approvals: readonly ApprovalFact[]
  now: Date
}

/** Approval by one person of what another one planned: with one person alone there is nobody to ask. */
export function isApprovalDemanded({ policy, people }: Pick<ApprovalFacts, 'policy' | 'people'>): boolean {
  return policy === 'always' || (policy === 'auto' && people >= 2)
}

/** The person who said it may not say it any more: they are gone, or their role is lower. */
export function hasLapsed({ kind, byRole, isVoid }: ApprovalFact): boolean {
  if (isVoid || kind === 'refused') return false
  return !may(byRole, kind === 'given' ? 'upgrade:approve' : 'upgrade:break-glass')
}

/** It counts: said of exactly this plan, by somebody other than its planner who may still say it, and in time. */
function counts(fact: ApprovalFact, { planHash, plannerId, now }: ApprovalFacts): boolean {
  return (
    !fact.isVoid &&
    fact.planHash === planHash &&
    fact.byId !== plannerId &&
    !hasLapsed(fact) &&
    (fact.expiresAt === null || fact.expiresAt > now)
  )
}

/** The refusal that stands in the way of this plan for good. */
export function standingRefusal(facts: ApprovalFacts): ApprovalFact | null {
  return facts.approvals.find(({ kind, isVoid, planHash }) => kind === 'refused' && !isVoid && planHash === facts.planHash) ?? null
}

/** The newest approval, or broken glass instead of one, that counts. */
export function standingApproval(facts: ApprovalFacts): ApprovalFact | null {
  return facts.approvals.findLast((fact) => fact.kind !== 'refused' && fact.coversApproval && counts(fact, facts)) ?? null
}

/** The newest broken glass that lets a start happen outside of windows and inside freezes. */
export function brokenWindow(facts: ApprovalFacts): ApprovalFact | null {
  return facts.approvals.findLast((fact) => fact.kind === 'break-glass' && fact.coversWindow && counts(fact, facts)) ?? null
}

/** Where approval stands, and the row that says so. */
export function approvalState(facts: ApprovalFacts): { state: ApprovalState; row: ApprovalFact | null } {
  const refusal = standingRefusal(facts)
  if (refusal !== null) return { state: 'refused', row: refusal }
  const standing = standingApproval(facts)
  if (standing !== null) return { state: standing.kind === 'given' ? 'given' : 'break-glass', row: standing }
  if (!isApprovalDemanded(facts)) return { state: 'not-demanded', row: null }
  const last = facts.approvals.findLast(({ kind, coversApproval }) => kind !== 'refused' && coversApproval)
  if (last === undefined) return { state: 'needed', row: null }
  const isOver = !last.isVoid && !hasLapsed(last) && last.expiresAt !== null && last.expiresAt <= facts.now
  return { state: isOver ? 'expired' : 'void', row: last }
}
