import { expect, test } from 'vitest'
import { type JobJournal, jobSummary, NEVER } from './job-summary.ts'

const at = (clock: string) => new Date(`2026-11-21T${clock}Z`)

const UPGRADE: JobJournal['runs'][number] = {
  number: 1,
  kind: 'upgrade',
  startedBy: 'Otto Operator',
  startedAt: at('16:00:00'),
  endedAt: at('16:30:00'),
  reason: null,
  attempts: [
    { stepId: 'preflight', status: 'succeeded', endedAt: at('16:01:00') },
    { stepId: 'closing-note', status: 'succeeded', endedAt: at('16:30:00') },
  ],
}

const ROLLBACK: JobJournal['runs'][number] = {
  number: 2,
  kind: 'rollback',
  startedBy: 'Ada Admin',
  startedAt: at('18:00:00'),
  endedAt: at('18:20:00'),
  reason: 'The Store of project 7 did not come back',
  attempts: [{ stepId: 'ha-as-before', status: 'succeeded', endedAt: at('18:15:00') }],
}

const DONE: JobJournal = {
  number: 12,
  status: 'succeeded',
  fromVersion: '3.3.1',
  toVersion: '3.4.0',
  createdBy: 'Otto Operator',
  approvals: [],
  runs: [UPGRADE],
  times: { t1: at('16:05:00'), t2: at('16:25:00'), t3: null },
  undone: [],
}

test('a plan that was not started has nothing to count', () => {
  const summary = jobSummary({ ...DONE, status: 'planned', runs: [], times: { t1: null, t2: null, t3: null } })
  expect(summary).toMatchObject({
    startedBy: null,
    startedAt: NEVER,
    endedAt: null,
    durationSeconds: -1,
    downtimeSeconds: -1,
    beforeSeconds: -1,
  })
})

test('an upgrade is cut at T1 and T2', () => {
  expect(jobSummary(DONE)).toMatchObject({
    startedBy: 'Otto Operator',
    startedAt: at('16:00:00'),
    endedAt: at('16:30:00'),
    durationSeconds: 1800,
    beforeSeconds: 300,
    windowSeconds: 1200,
    afterSeconds: 300,
    downtimeSeconds: 1200,
    rollbackSeconds: -1,
    currentStepId: 'closing-note',
  })
})

// An upgrade that is rolled back a week later did not last a week, and OMS ran in between.
test('a rollback after a finished upgrade adds its own time and its own window, and not the time between', () => {
  const summary = jobSummary({ ...DONE, status: 'rolled-back', runs: [ROLLBACK, UPGRADE], times: { ...DONE.times, t3: at('18:05:00') } })
  expect(summary).toMatchObject({
    startedAt: at('16:00:00'),
    endedAt: at('18:20:00'),
    durationSeconds: 3000,
    rollbackSeconds: 1200,
    downtimeSeconds: 1800,
    startedBy: 'Otto Operator',
    rolledBackBy: 'Ada Admin',
    rollbackReason: 'The Store of project 7 did not come back',
  })
})

test('a rollback inside the window counts on from T1 until HA is back', () => {
  const summary = jobSummary({
    ...DONE,
    status: 'rolled-back',
    runs: [UPGRADE, ROLLBACK],
    times: { t1: at('16:05:00'), t2: null, t3: null },
  })
  expect(summary).toMatchObject({ downtimeSeconds: 7800, windowSeconds: 1500, afterSeconds: -1 })
})

// A number that still grows would be shown and sorted as if it were the whole truth.
test('while OMS is down or a run is open, downtime and duration are unknown', () => {
  const open = { ...ROLLBACK, endedAt: null, attempts: [] }
  const summary = jobSummary({ ...DONE, status: 'rolling-back', runs: [UPGRADE, open], times: { ...DONE.times, t3: at('18:05:00') } })
  expect(summary).toMatchObject({ downtimeSeconds: -1, durationSeconds: -1, rollbackSeconds: -1, endedAt: null })
})

test('approvals that are void do not count, and a broken glass is marked', () => {
  const approvals = [
    { kind: 'refused', by: 'Anna Approver', isVoid: false },
    { kind: 'given', by: 'Vera Void', isVoid: true },
    { kind: 'break-glass', by: 'Ada Admin', isVoid: false },
  ]
  expect(jobSummary({ ...DONE, approvals })).toMatchObject({
    approvedBy: null,
    refusedBy: null,
    brokeGlassBy: 'Ada Admin',
    isGlassBroken: true,
  })
  expect(jobSummary({ ...DONE, approvals: approvals.slice(0, 1) })).toMatchObject({ refusedBy: 'Anna Approver', isGlassBroken: false })
})

test('number, versions, people and reasons can be searched', () => {
  const { searchText } = jobSummary({ ...DONE, runs: [UPGRADE, ROLLBACK] })
  for (const part of ['#12', '3.3.1', '3.4.0', 'otto operator', 'ada admin', 'did not come back']) expect(searchText).toContain(part)
})
