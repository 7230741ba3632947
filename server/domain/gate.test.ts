import { expect, test } from 'vitest'
import { ChoiceKind } from '../contract/choice.ts'
import { say } from '../contract/said.ts'
import { type GateFacts, gate } from './gate.ts'

const RUNNING: GateFacts = {
  job: 'running',
  run: { kind: 'upgrade', status: 'running', holdRequested: false, abortRequested: false, rollbackRequested: false },
  step: { id: 'back-up-databases', status: 'running', repeatable: true, skippable: null, abortable: true, inputs: [] },
  busyWith: null,
  supersededBy: null,
  isArchived: false,
}

function stopped(change: Partial<NonNullable<GateFacts['step']>> = {}, run: Partial<NonNullable<GateFacts['run']>> = {}): GateFacts {
  return {
    ...RUNNING,
    job: 'needs-decision',
    run: { kind: 'upgrade', status: 'failed', holdRequested: false, abortRequested: false, rollbackRequested: false, ...run },
    step: { id: 'back-up-databases', status: 'failed', repeatable: true, skippable: null, abortable: true, inputs: [], ...change },
  }
}

const allowed = (facts: GateFacts) => ChoiceKind.options.filter((kind) => gate(kind, facts).allowed)

test('while a run goes on it can be held, stopped, or rolled back from its next safe point', () => {
  expect(allowed(RUNNING)).toEqual(['hold', 'abort', 'roll-back'])
  expect(
    allowed({
      ...RUNNING,
      run: { kind: 'upgrade', status: 'running', holdRequested: true, abortRequested: true, rollbackRequested: true },
    }),
  ).toEqual([])
})

test('a failed step can be tried again, looked at again, or rolled back; left out only where that is safe', () => {
  expect(allowed(stopped())).toEqual(['retry', 'check', 'roll-back', 'resolve'])
  expect(allowed(stopped({ skippable: say('steps.skip.trimHeartbeats') }))).toEqual(['retry', 'check', 'skip', 'roll-back', 'resolve'])
})

// docker_init.sh twice by a hasty click could leave the schema in a state that nobody knows.
test('a step that must not be repeated blindly asks for a confirmation', () => {
  const choice = gate('retry', stopped({ id: 'initialize-metadata', repeatable: false }))
  expect(choice).toMatchObject({ allowed: true, confirm: { key: 'choices.confirm.notRepeatable' } })
  expect(gate('retry', stopped())).toMatchObject({ allowed: true, confirm: null })
})

test('a rollback that dropped databases can only be gone on with', () => {
  for (const way of [undefined, 'drop-and-restore', 'nothing'] as const) {
    const half = stopped({ id: 'restore-databases' }, { kind: 'rollback', way })
    expect(allowed(half)).toEqual(['retry', 'check', 'resolve'])
    expect(gate('roll-back', half)).toMatchObject({ allowed: false, reason: { key: 'choices.not.rollbackBegun' } })
  }
})

// Nothing is replaced before the swap, and what it replaced is kept: no moment of it is one after which nothing can be done.
test('a rollback by swap can be undone or taken on another way until the old OMS is started', () => {
  const at = (id: NonNullable<GateFacts['step']>['id']) => allowed(stopped({ id }, { kind: 'rollback', way: 'swap' }))
  for (const id of ['rollback-preflight', 'restore-beside', 'stop-new-container', 'swap-databases'] as const)
    expect(at(id)).toEqual(['retry', 'check', 'roll-back', 'undo-rollback', 'resolve'])
  expect(at('restart-old-container')).toEqual(['retry', 'check', 'undo-rollback', 'resolve'])
  expect(at('old-servers-online')).toEqual(['retry', 'check', 'resolve'])
})

// A new OMS that does not start again, or a copy that is gone: an undo that stops was a dead end, with OMS down.
test('an undo that stopped can be given up for a rollback, one that goes on cannot', () => {
  for (const id of ['undo-preflight', 'swap-back', 'restart-new-container', 'undo-ha-on'] as const)
    expect(gate('roll-back', stopped({ id }, { kind: 'undo' }))).toMatchObject({ allowed: true, needsReason: true })
  const undoing: GateFacts = {
    ...stopped({ id: 'swap-back', status: 'running' }, { kind: 'undo', status: 'running' }),
    job: 'rolling-back',
  }
  expect(gate('roll-back', undoing)).toMatchObject({ allowed: false, reason: { key: 'choices.not.undoing' } })
})

// A preflight that says "this way is not enough" fails at every retry.
test('a rollback on any way that has replaced nothing can be undone or begun on another way', () => {
  for (const way of [undefined, 'drop-and-restore', 'nothing'] as const)
    for (const id of ['rollback-preflight', 'rollback-ha-off', 'stop-new-container', 'save-current-databases'] as const)
      expect(allowed(stopped({ id }, { kind: 'rollback', way }))).toEqual(['retry', 'check', 'roll-back', 'undo-rollback', 'resolve'])
})

// HA was switched off on the newer OMS, and then its metadata was replaced.
test('a job from whose container a later upgrade started is not rolled back', () => {
  // The start of the later one finalizes it.
  for (const job of ['succeeded', 'finalized'] as const) {
    const done: GateFacts = { ...stopped(), job, step: null, supersededBy: 9 }
    expect(gate('roll-back', done)).toMatchObject({ allowed: false, reason: { key: 'choices.not.superseded', params: { number: 9 } } })
  }
})

// The same OMS, adopted again, may have been upgraded further: its metadata would be replaced by those of before this job.
test('a job of an archived installation is not rolled back', () => {
  const done: GateFacts = { ...stopped(), job: 'succeeded', step: null, isArchived: true }
  expect(gate('roll-back', done)).toMatchObject({ allowed: false, reason: { key: 'choices.not.archived' } })
})

test('a held run goes on or goes back', () => {
  expect(allowed(stopped({ status: 'waiting' }, { status: 'held' }))).toEqual(['continue', 'roll-back', 'resolve'])
})

test('a finished upgrade can be rolled back until it is finalized, which is confirmed', () => {
  const done: GateFacts = {
    ...RUNNING,
    job: 'succeeded',
    run: { kind: 'upgrade', status: 'succeeded', holdRequested: false, abortRequested: false, rollbackRequested: false },
    step: null,
  }
  expect(allowed(done)).toEqual(['roll-back', 'finalize'])
  expect(gate('finalize', done)).toMatchObject({ confirm: { key: 'choices.confirm.finalize' } })
  expect(allowed({ ...done, job: 'finalized' })).toEqual([])
  // What a rollback or a person replaced is kept until then.
  for (const job of ['rolled-back', 'resolved'] as const) expect(allowed({ ...done, job })).toEqual(['finalize'])
})

test('nothing is rolled back while another job changes the installation', () => {
  expect(gate('roll-back', { ...stopped(), busyWith: 7 })).toMatchObject({ allowed: false, reason: { params: { number: 7 } } })
})

// An init that hangs held everybody for an hour: Stop said hold, Hold said already asked, Roll back said hold first.
test('a step that cannot be stopped cleanly is stopped after a confirmation that says what may remain', () => {
  const hanging = { ...RUNNING, step: { ...stopped().step, id: 'initialize-metadata', status: 'running', abortable: false } } as GateFacts
  const held = { ...hanging, run: { kind: 'upgrade', status: 'running', holdRequested: true, abortRequested: false } } as GateFacts
  expect(gate('abort', held)).toMatchObject({ allowed: true, confirm: { key: 'choices.confirm.abortUnfinished' } })
  expect(gate('abort', RUNNING)).toMatchObject({ allowed: true, confirm: null })
})

test('every refusal says why', () => {
  for (const facts of [RUNNING, stopped(), { ...RUNNING, job: 'planned' as const, run: null, step: null }]) {
    for (const kind of ChoiceKind.options) {
      const choice = gate(kind, facts)
      expect(choice.allowed ? choice.consequence.key : choice.reason.key, kind).toMatch(/^(choices|steps)\./)
    }
  }
})
