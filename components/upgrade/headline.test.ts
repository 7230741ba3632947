import { expect, test } from 'vitest'
import type { JobSnapshot, StepState } from '@/server/contract/job.ts'
import type { Said } from '@/server/contract/said.ts'
import { UNDO_STEP_IDS, UPGRADE_STEP_IDS } from '@/server/contract/steps.ts'
import { headline, versionAtEnd } from './headline.ts'
import { rollbackSnapshot, sampleRun, sampleSnapshot, stepState, stepsUpTo } from './sample-snapshot.ts'

const t1 = '2026-11-01T18:00:00.000Z'
const t2 = '2026-11-01T18:06:00.000Z'
const person: Said = { key: 'waiting.sample' as Said['key'], params: { value: '{"enable":false}' } }

test('before T1 nobody is told that OMS is down', () => {
  expect(headline(sampleSnapshot({ status: 'running', steps: stepsUpTo('load-image') })).key).toBe('before')
})

test('between T1 and T2 the headline says that OMS is down, and which step is at work', () => {
  const snapshot = sampleSnapshot({ status: 'running', steps: stepsUpTo('back-up-databases'), times: { t1, t2: null, t3: null } })
  expect(headline(snapshot)).toMatchObject({ key: 'window', tone: 'busy', position: 6, step: { id: 'back-up-databases' } })
})

test('a person who is waited for is asked, whatever the phase', () => {
  expect(headline(sampleSnapshot({ status: 'running', steps: stepsUpTo('ha-off', { waitingFor: person }) })).key).toBe('yourTurn')
})

test('nobody is asked for a step that failed meanwhile', () => {
  const steps = stepsUpTo('ha-off', { status: 'failed', waitingFor: person })
  expect(headline(sampleSnapshot({ status: 'running', steps })).key).not.toBe('yourTurn')
})

// "Stopped" before the window costs nothing; inside it every minute counts.
test('a stop inside the window is not told like a stop before it', () => {
  const failed = { status: 'needs-decision', steps: stepsUpTo('initialize-metadata', { status: 'failed' }) } as const
  expect(headline(sampleSnapshot(failed)).key).toBe('stopped')
  expect(headline(sampleSnapshot({ ...failed, times: { t1, t2: null, t3: null } }))).toMatchObject({ key: 'stoppedInWindow', tone: 'bad' })
})

test('a closed job names the version that OMS ended on', () => {
  const resolution = { at: '', by: '', reason: '', version: '3.3.2', container: { id: '', name: '' }, items: [] }
  const { fromVersion, toVersion } = sampleSnapshot()
  expect(versionAtEnd(sampleSnapshot({ run: sampleRun('upgrade', 'succeeded') }))).toBe(toVersion)
  expect(versionAtEnd(sampleSnapshot({ run: sampleRun('rollback', 'succeeded') }))).toBe(fromVersion)
  expect(versionAtEnd(sampleSnapshot({ run: sampleRun('rollback', 'failed'), resolution }))).toBe('3.3.2')
})

test('only a job that succeeded is good', () => {
  const good = (['planned', 'running', 'needs-decision', 'succeeded', 'rolling-back', 'rolled-back'] as const).filter(
    (status) => headline(sampleSnapshot({ status, times: { t1, t2, t3: null } })).tone === 'good',
  )
  expect(good).toEqual(['succeeded'])
})

test('a held run names the step that it waits before, and is not told as failed', () => {
  const steps = UPGRADE_STEP_IDS.map((id, index) => stepState(id, index < 6 ? { status: 'succeeded', attempt: 1 } : {}))
  const held = { status: 'needs-decision', run: sampleRun('upgrade', 'held'), steps } as const
  expect(headline(sampleSnapshot(held))).toMatchObject({ key: 'held', tone: 'warn', step: { id: 'start-new-container' }, position: 7 })
  expect(headline(sampleSnapshot({ ...held, times: { t1, t2: null, t3: null } })).key).toBe('heldInWindow')
})

test('a rollback counts its own steps and asks the person whom it waits for', () => {
  const times = { t1, t2: null, t3: t2 }
  const rolling = rollbackSnapshot('initialize-metadata', stepsUpTo('swap-databases'), { times })
  expect(headline(rolling)).toMatchObject({ key: 'rollingBack', tone: 'busy', position: 5 })
  expect(headline(rollbackSnapshot('ha-on', stepsUpTo('ha-as-before', { waitingFor: person }))).key).toBe('yourTurn')
})

test('a rollback that stops while OMS is down says so', () => {
  const steps = stepsUpTo('swap-databases', { status: 'failed' })
  const more = { status: 'needs-decision', run: sampleRun('rollback', 'failed'), times: { t1, t2: null, t3: t2 } } as const
  expect(headline(rollbackSnapshot('initialize-metadata', steps, more))).toMatchObject({ key: 'rollbackStoppedDown', tone: 'bad' })
  expect(headline(rollbackSnapshot('ha-off', steps, { ...more, times: { t1: null, t2: null, t3: null } })).key).toBe('rollbackStopped')
})

// "Rolling back" during an undo says that the other OMS is coming.
test('an undo does not call itself a rollback', () => {
  const undo = (steps: StepState[]) => headline(rollbackSnapshot('ha-on', steps, { run: sampleRun('undo', 'running') })).key
  expect(undo(UNDO_STEP_IDS.map((id) => stepState(id)))).toBe('starting')
  expect(undo([stepState('undo-preflight', { status: 'running', attempt: 1 })])).toBe('undoing')
})

test('an undo that stops, or is held, says so and not that the upgrade did', () => {
  const steps = [stepState('swap-back', { status: 'failed', attempt: 1 })]
  const of = (status: 'failed' | 'held', times: JobSnapshot['times']) =>
    headline(rollbackSnapshot('ha-on', steps, { status: 'needs-decision', run: sampleRun('undo', status), times })).key
  expect(of('failed', { t1, t2, t3: '2026-11-02T09:00:00.000Z' })).toBe('undoStoppedDown')
  expect(of('failed', { t1, t2, t3: null })).toBe('undoStopped')
  expect(of('held', { t1, t2, t3: null })).toBe('undoHeld')
  expect(of('held', { t1, t2, t3: '2026-11-02T09:00:00.000Z' })).toBe('undoHeldDown')
})
