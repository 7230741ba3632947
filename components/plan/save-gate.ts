import type { PlanDraft } from '@/server/contract/plan.ts'

export type SaveReason = { kind: 'stale' | 'checking' | 'blocked' } | { kind: 'unconfirmed'; count: number }

interface SaveFacts {
  draft: PlanDraft
  isStale: boolean
  isChecking: boolean
  confirmed: string[]
}

/** Why this draft may not be saved yet; null where it may. The server looks at all of it again. */
export function saveGate({ draft, isStale, isChecking, confirmed }: SaveFacts): SaveReason | null {
  if (isChecking) return { kind: 'checking' }
  if (isStale) return { kind: 'stale' }
  if (draft.plan === null || draft.planHash === null || draft.findings.some(({ level }) => level === 'blocking')) return { kind: 'blocked' }
  const count = toConfirm(draft, confirmed).length
  if (count > 0) return { kind: 'unconfirmed', count }
  // The hash covers the confirmations: a draft made without them has to be made again.
  return draft.unconfirmed.length > 0 ? { kind: 'stale' } : null
}

/** Ids of findings that ask for a confirmation and have none. */
export function toConfirm(draft: PlanDraft, confirmed: string[]): string[] {
  return draft.findings.filter(({ level, id }) => level === 'confirm' && !confirmed.includes(id)).map(({ id }) => id)
}
