import { describe, expect, test } from 'vitest'
import type { ApprovalFact } from './approval-state.ts'
import { breakable, type StartFacts, startGate } from './start-gate.ts'

const NOW = new Date('2026-11-24T20:00:00Z')
const HASH = 'a'.repeat(64)
const planner = { id: 'user-otto', role: 'operator' } as const
const approver = { id: 'user-anna', role: 'approver' } as const
const admin = { id: 'user-ada', role: 'administrator' } as const
const open: StartFacts['window'] = { timeZone: 'UTC', hasWindows: false, isOpen: true, openUntil: null, freeze: null, nextOpenAt: null }
const shut: StartFacts['window'] = { ...open, hasWindows: true, isOpen: false, nextOpenAt: '2026-11-25T01:00:00.000Z' }

function facts(more: Partial<StartFacts> = {}): StartFacts {
  return {
    job: 'planned',
    planHash: HASH,
    plannerId: planner.id,
    plannerName: 'Otto',
    policy: 'auto',
    people: 2,
    approvals: [],
    now: NOW,
    busyWith: null,
    closes: [],
    closesAgreed: false,
    downtimeSeconds: 600,
    scheduledAt: null,
    window: open,
    ...more,
  }
}

function row(more: Partial<ApprovalFact> = {}): ApprovalFact {
  return {
    id: 'approval-1',
    kind: 'given',
    planHash: HASH,
    by: 'Anna',
    byId: approver.id,
    byRole: 'approver',
    expiresAt: new Date(NOW.getTime() + 3_600_000),
    reason: null,
    coversApproval: true,
    coversWindow: false,
    isVoid: false,
    ...more,
  }
}

const glass = (more: Partial<ApprovalFact> = {}) =>
  row({ kind: 'break-glass', by: 'Ada', byId: admin.id, byRole: 'administrator', reason: 'outage', ...more })

function told(...ask: Parameters<typeof startGate>): string {
  const answer = startGate(...ask)
  if (!answer.allowed) return answer.reason.key.replace('approvals.not.', '')
  return answer.confirm === null ? 'yes' : answer.confirm.key
}

test.each([
  ['auto', 1, 'yes'],
  ['auto', 2, 'needed'],
  ['always', 1, 'needed'],
  ['never', 2, 'yes'],
] as const)('with the policy %s and %i people the start is answered: %s', (policy, people, expected) => {
  expect(told('start', facts({ policy, people }), planner)).toBe(expected)
})

// One person alone could plan and start anything if any of these counted.
describe('an approval counts only', () => {
  test.each([
    ['as it was given', row(), 'yes'],
    ['not for another plan', row({ planHash: 'b'.repeat(64) }), 'void'],
    ['not after its time', row({ expiresAt: NOW }), 'expired'],
    ['not when it was voided', row({ isVoid: true }), 'void'],
    ['not by the planner, however it came about', row({ byId: planner.id, byRole: 'administrator' }), 'void'],
    ['not when the approver is gone', row({ byRole: null }), 'void'],
    ['not when the approver may not approve any more', row({ byRole: 'operator' }), 'void'],
    ['not as broken glass by somebody who is no administrator any more', glass({ byRole: 'approver' }), 'void'],
    ['as broken glass', glass(), 'yes'],
    ['not as glass broken for the window alone', glass({ coversApproval: false, coversWindow: true }), 'needed'],
  ])('%s', (_, approval, expected) => {
    expect(told('start', facts({ approvals: [approval] }), planner)).toBe(expected)
  })
})

describe('nobody speaks of their own plan', () => {
  test.each(['approve', 'refuse', 'break-glass'] as const)('%s', (command) => {
    const mine = { id: planner.id, role: 'administrator' } as const
    expect(told(command, facts(), mine)).toBe('ownPlan')
    expect(told(command, facts(), admin)).toBe('yes')
    expect(told(command, facts({ plannerId: null }), admin)).toBe('plannerUnknown')
    expect(told(command, facts(), { id: null, role: 'administrator' })).toBe('ownPlan')
  })
})

test('each command needs its role', () => {
  const viewer = { id: 'user-vera', role: 'viewer' } as const
  const commands = ['approve', 'refuse', 'break-glass', 'start', 'schedule', 'cancel-schedule'] as const
  const roles = { viewer, planner: { id: 'user-other', role: 'operator' } as const, approver, admin }
  const allowed = Object.entries(roles).map(([name, asking]) => [
    name,
    commands.filter((command) => !told(command, facts({ scheduledAt: null }), asking).endsWith('Role')).join(' '),
  ])
  expect(Object.fromEntries(allowed)).toEqual({
    viewer: '',
    planner: 'start schedule cancel-schedule',
    approver: 'approve refuse',
    admin: 'approve refuse break-glass start schedule cancel-schedule',
  })
})

test('what was refused stays refused, whatever was said before or after', () => {
  const no = row({ kind: 'refused', expiresAt: null, reason: 'Not in October.' })
  for (const approvals of [
    [no, row(), glass()],
    [row(), glass(), no],
  ]) {
    expect(told('start', facts({ approvals }), planner)).toBe('refused')
    expect(told('approve', facts({ approvals }), approver)).toBe('refused')
    expect(told('break-glass', facts({ approvals }), admin)).toBe('refused')
    expect(told('schedule', facts({ approvals }), planner)).toBe('refused')
  }
  expect(told('start', facts({ policy: 'never', approvals: [no] }), planner)).toBe('refused')
  // Somebody who refused and left refused all the same.
  expect(told('start', facts({ approvals: [{ ...no, byRole: null }, row()] }), planner)).toBe('refused')
})

test('an approval that counts is not given twice, and one that does not count any more is given again', () => {
  expect(told('approve', facts({ approvals: [row()] }), approver)).toBe('alreadyGiven')
  expect(told('approve', facts({ approvals: [row({ expiresAt: NOW })] }), approver)).toBe('yes')
  expect(told('approve', facts({ policy: 'never' }), approver)).toBe('notDemanded')
})

describe('windows', () => {
  const approvals = [row()]
  test('outside of windows and inside freezes nothing starts, and the words say when it can', () => {
    expect(startGate('start', facts({ approvals, window: shut }), planner)).toEqual({
      allowed: false,
      reason: { key: 'approvals.not.outsideWindow', params: { next: '2026-11-25 01:00', timeZone: 'UTC' } },
    })
    expect(told('start', facts({ approvals, window: { ...shut, nextOpenAt: null } }), planner)).toBe('noWindowToCome')
    const frozen = { ...shut, freeze: { until: '2026-11-25T00:00:00.000Z', reason: 'Singles Day' } }
    expect(told('start', facts({ approvals, window: frozen }), planner)).toBe('frozen')
    expect(told('start', facts({ approvals, window: { ...frozen, nextOpenAt: null } }), planner)).toBe('frozenForNow')
  })

  test('glass that was broken for the window opens it, and glass that was broken for the approval does not', () => {
    const broken = glass({ coversApproval: false, coversWindow: true })
    expect(told('start', facts({ approvals: [...approvals, broken], window: shut }), planner)).toBe('yes')
    expect(told('start', facts({ approvals: [glass()], window: shut }), planner)).toBe('outsideWindow')
  })

  test('a downtime that does not fit has to be agreed to, one that fits has not', () => {
    const ending = (openUntil: string) => facts({ approvals, window: { ...open, hasWindows: true, openUntil } })
    expect(told('start', ending('2026-11-24T20:09:59.000Z'), planner)).toBe('approvals.confirm.tooShort')
    expect(told('start', ending('2026-11-24T20:10:00.000Z'), planner)).toBe('yes')
  })

  test('only what stands in the way can be broken', () => {
    expect(breakable(facts())).toEqual({ approval: true, window: false })
    expect(breakable(facts({ approvals, window: shut }))).toEqual({ approval: false, window: true })
    expect(told('break-glass', facts({ approvals }), admin)).toBe('nothingToBreak')
  })
})

describe('a scheduled start', () => {
  const approvals = [row()]
  const wanted = (iso: string, window = open) => ({ at: new Date(iso), window })
  test.each([
    ['is to come', facts({ approvals }), wanted('2026-11-24T20:30:00Z'), 'yes'],
    ['is not in the past', facts({ approvals }), wanted('2026-11-24T20:00:00Z'), 'past'],
    ['is not in a far future', facts({ approvals, policy: 'never' }), wanted('2027-03-24T20:00:00Z'), 'tooFar'],
    ['is approved', facts(), wanted('2026-11-24T20:30:00Z'), 'needed'],
    ['is still approved then', facts({ approvals }), wanted('2026-11-24T21:00:00Z'), 'endsBefore'],
    ['lies in a window', facts({ approvals }), wanted('2026-11-24T20:30:00Z', shut), 'outsideWindow'],
    ['is the only one', facts({ approvals, scheduledAt: '2026-11-24T20:30:00Z' }), wanted('2026-11-24T20:40:00Z'), 'scheduled'],
    [
      'fits or is agreed to',
      facts({ approvals }),
      wanted('2026-11-24T20:30:00Z', { ...open, hasWindows: true, openUntil: '2026-11-24T20:35:00.000Z' }),
      'approvals.confirm.tooShort',
    ],
  ])('%s', (_, given, start, expected) => {
    expect(told('schedule', given, planner, start)).toBe(expected)
  })
})

test('a job that is not planned any more, or whose installation is busy, does not start', () => {
  expect(told('start', facts({ job: 'running', policy: 'never' }), planner)).toBe('errors.planStartedOrChanged')
  expect(told('start', facts({ busyWith: 7, policy: 'never' }), planner)).toBe('errors.installationBusy')
  expect(told('approve', facts({ job: 'succeeded' }), approver)).toBe('notPlanned')
})
