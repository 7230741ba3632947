import { expect, test } from 'vitest'
import type { Finding, FindingLevel } from '@/server/contract/finding.ts'
import type { Plan, PlanDraft } from '@/server/contract/plan.ts'
import { saveGate } from './save-gate.ts'

const finding = (id: string, level: FindingLevel): Finding => ({ id, level, title: { key: 'steps.undo.nothing' } })
const plan = { steps: [] } as unknown as Plan
const draft = (findings: Finding[], more: Partial<PlanDraft> = {}): PlanDraft => ({
  findings,
  plan,
  planHash: 'f'.repeat(64),
  unconfirmed: [],
  scratch: { account: 'oms', address: '10.0.0.9:3306', names: [] },
  ...more,
})
const calm = { isStale: false, isChecking: false, confirmed: [] as string[] }

test('a checked plan without open points may be saved', () => {
  expect(saveGate({ ...calm, draft: draft([finding('a', 'ok'), finding('b', 'note')]) })).toBeNull()
})

test('what blocks cannot be saved, with or without a plan', () => {
  expect(saveGate({ ...calm, draft: draft([finding('a', 'blocking')]) })).toEqual({ kind: 'blocked' })
  expect(saveGate({ ...calm, draft: draft([], { plan: null, planHash: null }) })).toEqual({ kind: 'blocked' })
})

// Saving options that were never checked would approve a plan that nobody saw.
test('changed options and a running check come before everything else', () => {
  expect(saveGate({ ...calm, isStale: true, draft: draft([]) })).toEqual({ kind: 'stale' })
  expect(saveGate({ ...calm, isChecking: true, draft: draft([]) })).toEqual({ kind: 'checking' })
})

test('every point to confirm has to be confirmed, and the plan made again with it', () => {
  const open = draft([finding('a', 'confirm'), finding('b', 'confirm')], { unconfirmed: ['a', 'b'] })
  expect(saveGate({ ...calm, draft: open, confirmed: ['a'] })).toEqual({ kind: 'unconfirmed', count: 1 })
  expect(saveGate({ ...calm, draft: open, confirmed: ['a', 'b'] })).toEqual({ kind: 'stale' })
  expect(saveGate({ ...calm, draft: { ...open, unconfirmed: [] }, confirmed: ['a', 'b'] })).toBeNull()
})
