import { expect, test } from 'vitest'
import type { StepStatus } from '@/server/contract/job.ts'
import type { Said } from '@/server/contract/said.ts'
import { plannedStep, stepState } from './sample-snapshot.ts'
import { stepView } from './step-view.ts'

const startedAt = '2026-11-01T18:00:00.000Z'
const now = Date.parse('2026-11-01T18:01:05.900Z')
const planned = plannedStep('back-up-databases')
const view = (more: Parameters<typeof stepState>[1]) =>
  stepView(stepState('back-up-databases', { attempt: 1, startedAt, ...more }), planned, now)
const person: Said = { key: 'waiting.sample' as Said['key'], params: { value: '{"enable":false}' } }
const machine: Said = { key: 'waiting.sample' as Said['key'] }

// Green before verify looked at the world is the lie that the product exists to end.
test('only a proven step is green', () => {
  const every: StepStatus[] = ['waiting', 'running', 'verifying', 'succeeded', 'failed', 'interrupted', 'skipped']
  expect(every.filter((status) => view({ status }).tone === 'good')).toEqual(['succeeded'])
})

test('a failed and a cut-off step are told apart and both are bad', () => {
  expect(view({ status: 'failed' })).toMatchObject({ tone: 'bad', label: 'failed' })
  expect(view({ status: 'interrupted' })).toMatchObject({ tone: 'bad', label: 'cutOff' })
})

test('a running step counts whole seconds from its start to now', () => {
  expect(view({ status: 'running' }).seconds).toBe(65)
})

test('a finished step stands still', () => {
  expect(view({ status: 'succeeded', endedAt: '2026-11-01T18:00:12.000Z' }).seconds).toBe(12)
})

test('a step that has not begun has no duration', () => {
  expect(view({ status: 'waiting', startedAt: null }).seconds).toBeNull()
})

test('a browser whose clock is behind shows no negative duration', () => {
  expect(stepView(stepState('preflight', { status: 'running', startedAt }), planned, Date.parse(startedAt) - 5000).seconds).toBe(0)
})

test('a step that waits for a person says so, whether it runs or checks', () => {
  expect(view({ status: 'running', waitingFor: person })).toMatchObject({ tone: 'warn', label: 'yourTurn' })
  expect(view({ status: 'verifying', waitingFor: person })).toMatchObject({ tone: 'warn', label: 'yourTurn' })
})

test('a step that waits for a machine asks nothing of anybody', () => {
  expect(view({ status: 'verifying', waitingFor: machine }).label).toBe('checking')
})

test('a step that is over does not wait for anybody', () => {
  expect(view({ status: 'failed', waitingFor: person }).label).toBe('failed')
})

test('a running step is slow beyond half again its estimate, a person is not hurried', () => {
  const late = Date.parse(startedAt) + 91_000
  const at = (more: Parameters<typeof stepState>[1]) => stepView(stepState('back-up-databases', { startedAt, ...more }), planned, late)
  expect(at({ status: 'running' }).isSlow).toBe(true)
  expect(at({ status: 'running', waitingFor: person }).isSlow).toBe(false)
  expect(view({ status: 'running' }).isSlow).toBe(false)
})

// What was slow tonight is what the next window has to have room for.
test('a finished step that took longer stays marked, and is not said to be running late', () => {
  const late = view({ status: 'succeeded', endedAt: '2026-11-01T18:01:31.000Z' })
  expect(late).toMatchObject({ wasSlow: true, isSlow: false })
  expect(view({ status: 'succeeded', endedAt: '2026-11-01T18:01:00.000Z' }).wasSlow).toBe(false)
})
