import { expect, test } from 'vitest'
import { type Choice, ChoiceKind } from '@/server/contract/choice.ts'
import { say } from '@/server/contract/said.ts'
import { type DecisionForm, decideInput, EMPTY_DECISION, missingFor } from './decision-form.ts'
import { type AllowedChoice, decisionView } from './decision-view.ts'
import { missingForRollBack } from './roll-back-form.ts'
import { SOME_TEXT, sampleRun, sampleSnapshot } from './sample-snapshot.ts'

const yes = (kind: ChoiceKind, more: Partial<AllowedChoice> = {}): AllowedChoice => ({
  kind,
  stepId: 'ha-off',
  allowed: true,
  consequence: SOME_TEXT,
  needsReason: false,
  confirm: null,
  inputs: [],
  ...more,
})
const choices = (...allowed: ChoiceKind[]): Choice[] =>
  ChoiceKind.options.map((kind) => (allowed.includes(kind) ? yes(kind) : { kind, stepId: 'ha-off', allowed: false, reason: SOME_TEXT }))
const kinds = (list: readonly Choice[] | undefined) => list?.map(({ kind }) => kind)

// A way that the gate opens and the page hides is a way that does not exist at 3 a.m.
test('every allowed choice is offered, whatever the moment', () => {
  for (const status of ['running', 'needs-decision', 'succeeded', 'finalized', 'rolling-back'] as const) {
    const view = decisionView(sampleSnapshot({ status, run: sampleRun('upgrade', 'failed'), choices: choices(...ChoiceKind.options) }))
    expect(kinds(view?.offered)?.toSorted()).toEqual([...ChoiceKind.options].sort())
  }
})

test('a failed step offers its ways on and says why the others are closed', () => {
  const run = sampleRun('upgrade', 'failed')
  const view = decisionView(sampleSnapshot({ status: 'needs-decision', run, choices: choices('retry', 'check', 'roll-back') }))
  expect(view?.moment).toBe('failed')
  expect(kinds(view?.offered)).toEqual(['retry', 'check', 'roll-back'])
  expect(kinds(view?.refused)).toEqual(['skip'])
})

test('a held run is told apart from a failed one', () => {
  const run = sampleRun('upgrade', 'held')
  const view = decisionView(sampleSnapshot({ status: 'needs-decision', run, choices: choices('continue', 'roll-back') }))
  expect([view?.moment, kinds(view?.offered), kinds(view?.refused)]).toEqual(['held', ['continue', 'roll-back'], []])
})

test('while it runs, hold comes with the reason why the step cannot be stopped', () => {
  const view = decisionView(sampleSnapshot({ status: 'running', run: sampleRun('upgrade', 'running'), choices: choices('hold') }))
  expect([kinds(view?.offered), kinds(view?.refused)]).toEqual([['hold'], ['abort', 'roll-back']])
})

test('a planned job asks for no decision, a rolled back one only to be closed', () => {
  expect(decisionView(sampleSnapshot({ choices: choices() }))).toBeNull()
  const view = decisionView(sampleSnapshot({ status: 'rolled-back', choices: choices('finalize') }))
  expect([view?.moment, kinds(view?.offered), kinds(view?.refused)]).toEqual(['rolledBack', ['finalize'], []])
})

// "The old container may be removed now" would be said of the one that OMS runs in.
test('a job that was rolled back or resolved and then finalized has no way back to speak of', () => {
  const resolution = { at: '', by: '', reason: '', version: '3.3.1', container: { id: '', name: '' }, items: [] }
  const closed = { status: 'finalized', choices: choices() } as const
  expect(decisionView(sampleSnapshot({ ...closed, run: sampleRun('rollback', 'succeeded') }))).toBeNull()
  expect(decisionView(sampleSnapshot({ ...closed, run: sampleRun('upgrade', 'failed'), resolution }))).toBeNull()
  expect(decisionView(sampleSnapshot({ ...closed, run: sampleRun('upgrade', 'succeeded') }))?.moment).toBe('finalized')
})

test('a choice waits for its reason and its confirmation', () => {
  const choice = yes('skip', { needsReason: true, confirm: SOME_TEXT })
  const missing = (form: Partial<DecisionForm>) => missingFor(choice, { ...EMPTY_DECISION, ...form }, { haConfigAsked: null })
  expect(missing({})).toBe('reason')
  expect(missing({ reason: 'not needed here' })).toBe('confirm')
  expect(missing({ reason: 'not needed here', isConfirmed: true })).toBeNull()
})

test('going on without a server takes a reason, and changed values of ha.config an answer', () => {
  const choice = yes('retry', { inputs: ['console-account', 'except-servers', 'ha-config'] })
  const haConfigAsked = [{ key: 'checkRequestIntervalSec', ours: '600', theirs: '60' }]
  const missing = (form: Partial<DecisionForm>) => missingFor(choice, { ...EMPTY_DECISION, ...form }, { haConfigAsked })
  expect(missing({})).toBe('haConfig')
  expect(missing({ haConfig: 'keep', exceptServers: ['10.0.0.9'] })).toBe('reason')
  const form = { ...EMPTY_DECISION, haConfig: 'keep' as const, exceptServers: ['10.0.0.9'], reason: 'replaced' }
  expect(missing(form)).toBeNull()
  expect(decideInput('job-1', choice, form)?.inputs).toEqual({ haConfig: 'keep', exceptServers: ['10.0.0.9'] })
  expect(missingFor(yes('retry'), EMPTY_DECISION, { haConfigAsked })).toBeNull()
})

// An empty password that were sent would replace a good one.
test('only what was asked for and filled in is sent', () => {
  const form = { ...EMPTY_DECISION, consoleUser: ' admin ', metaDbPassword: 'never asked for' }
  expect(decideInput('job-1', yes('retry', { inputs: ['console-account'] }), form)?.inputs).toEqual({ consoleUser: 'admin' })
})

test('a rollback needs dumps that are whole, a reason, and the exact name', () => {
  const dump = { database: 'rm', file: '/b/rm.sql', bytes: 1, verified: true, problem: null }
  const preview = {
    way: 'swap' as const,
    because: null,
    canSwap: true,
    findings: [],
    waitsForStep: false,
    downSeconds: 30,
    containerName: 'oms_340',
    weakProofs: [],
    dumps: [dump],
    verifiedAt: '2026-11-01T18:00:00.000Z',
    estimateSeconds: 60,
    procedure: [],
  }
  const form = { reason: 'init failed', containerName: 'oms_340', skipSafetyDump: false, dropsFirst: false, dropsConfirmed: false }
  expect(missingForRollBack(preview, form)).toBeNull()
  expect(missingForRollBack(undefined, form)).toBe('preview')
  expect(missingForRollBack({ ...preview, dumps: [dump, { ...dump, verified: false }] }, form)).toBe('dumps')
  const blocking = { id: 'x', level: 'blocking' as const, title: say('findings.rollbackSuperseded.title', { name: 'x' }) }
  expect(missingForRollBack({ ...preview, findings: [blocking] }, form)).toBe('blocked')
  const drops = { ...preview, way: 'drop-and-restore' as const }
  expect(missingForRollBack(drops, form)).toBe('drops')
  expect(missingForRollBack(drops, { ...form, dropsConfirmed: true })).toBeNull()
  expect(missingForRollBack(preview, { ...form, reason: ' ' })).toBe('reason')
  expect(missingForRollBack(preview, { ...form, containerName: 'oms_331' })).toBe('name')
})
