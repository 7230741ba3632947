import { expect, test } from 'vitest'
import type { JobStatus } from '../contract/job.ts'
import { say } from '../contract/said.ts'
import { checklist, isEnded } from './checklist.ts'

const job = { oldContainer: 'oms_331', newContainer: 'oms_340', needsHand: null }

// A checklist signed while the run still goes vouches for what nobody can know yet.
test('there is a checklist only for jobs that are over', () => {
  const open: JobStatus[] = ['planned', 'running', 'needs-decision', 'rolling-back']
  for (const status of open) {
    expect(isEnded(status)).toBe(false)
    expect(checklist({ ...job, status })).toEqual([])
  }
  for (const status of ['succeeded', 'finalized'] as const) {
    expect(isEnded(status)).toBe(true)
    expect(checklist({ ...job, status }).map(({ id }) => id)).toEqual([
      'upgrade.cache',
      'upgrade.abnormal',
      'upgrade.projects',
      'upgrade.old',
    ])
  }
})

test('a job that was resolved outside asks for what the panel could not prove', () => {
  expect(isEnded('resolved')).toBe(true)
  expect(checklist({ ...job, status: 'resolved' }).map(({ id }) => id)).toEqual([
    'resolved.unproven',
    'resolved.cache',
    'resolved.abnormal',
  ])
  expect(isEnded('withdrawn')).toBe(false)
})

test('after a rollback each kind of component that needs a hand is an item with its names', () => {
  const needsHand = [
    { kind: 'JDBCWriter', toDo: say('steps.hand.start'), components: [{ project: 'orders', name: 'writer-1', status: 'FAILED' }] },
  ]
  expect(checklist({ ...job, status: 'rolled-back', needsHand })).toMatchObject([
    { id: 'rollback.cache' },
    { id: 'rollback.hand.JDBCWriter', names: ['orders: writer-1'] },
    { id: 'rollback.leftover', names: ['oms_340'] },
    { id: 'rollback.cause' },
  ])
})

// "Nothing found" and "nobody looked" must not look alike.
test('a rollback whose components were not read asks a person to look at them, and one that found none does not', () => {
  expect(checklist({ ...job, status: 'rolled-back' }).map(({ id }) => id)).toContain('rollback.hand')
  expect(checklist({ ...job, status: 'rolled-back', needsHand: [] }).map(({ id }) => id)).toEqual([
    'rollback.cache',
    'rollback.leftover',
    'rollback.cause',
  ])
})
