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

test('while a run goes on it can only be held or stopped', () => {
  expect(allowed(RUNNING)).toEqual(['hold', 'abort'])
  expect(
    allowed({
      ...RUNNING,
      run: { kind: 'upgrade', status: 'running', holdRequested: true, abortRequested: true, rollbackRequested: true },
    }),
  ).toEqual([])
})

test('a failed step can be tried again, looked at again, or rolled back; left out only where that is safe', () => {
  expect(allowed(stopped())).toEqual(['retry', 'check', 'roll-back'])
  expect(allowed(stopped({ skippable: say('steps.skip.trimHeartbeats') }))).toEqual(['retry', 'check', 'skip', 'roll-back'])
})

// docker_init.sh twice by a hasty click could leave the schema in a state that nobody knows.
test('a step that must not be repeated blindly asks for a confirmation', () => {
  const choice = gate('retry', stopped({ id: 'initialize-metadata', repeatable: false }))
  expect(choice).toMatchObject({ allowed: true, confirm: { key: 'choices.confirm.notRepeatable' } })
  expect(gate('retry', stopped())).toMatchObject({ allowed: true, confirm: null })
})

test('a half-done rollback can only be gone on with', () => {
  const half = stopped({ id: 'restore-databases' }, { kind: 'rollback' })
  expect(allowed(half)).toEqual(['retry', 'check'])
  expect(gate('roll-back', half)).toMatchObject({ allowed: false, reason: { key: 'choices.not.rollbackBegun' } })
})

test('a held run goes on or goes back', () => {
  expect(allowed(stopped({ status: 'waiting' }, { status: 'held' }))).toEqual(['continue', 'roll-back'])
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
  for (const job of ['finalized', 'rolled-back'] as const) expect(allowed({ ...done, job })).toEqual([])
})

test('nothing is rolled back while another job changes the installation', () => {
  expect(gate('roll-back', { ...stopped(), busyWith: 7 })).toMatchObject({ allowed: false, reason: { params: { number: 7 } } })
})

test('every refusal says why', () => {
  for (const facts of [RUNNING, stopped(), { ...RUNNING, job: 'planned' as const, run: null, step: null }]) {
    for (const kind of ChoiceKind.options) {
      const choice = gate(kind, facts)
      expect(choice.allowed ? choice.consequence.key : choice.reason.key, kind).toMatch(/^(choices|steps)\./)
    }
  }
})
