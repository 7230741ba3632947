import { expect, test } from 'vitest'
import { LeaseLost } from './journal.ts'
import { AttemptOver, attemptPermit, leasePermit, PERMIT_MS } from './permit.ts'

function clocks() {
  const at = { processMs: 0, machineMs: 0 }
  const permit = leasePermit({ ...at }, () => ({ ...at }))
  return { at, permit }
}

test('a renewal permits for ten seconds from when it was asked for, and not from its answer', () => {
  const { at, permit } = clocks()
  at.processMs = at.machineMs = PERMIT_MS - 1
  permit.check()
  permit.renewed({ processMs: 4_000, machineMs: 4_000 })
  at.processMs = at.machineMs = PERMIT_MS + 3_999
  permit.check()
  // An answer that was overtaken by a later one takes nothing back.
  permit.renewed({ processMs: 1_000, machineMs: 1_000 })
  permit.check()
  at.processMs = at.machineMs = PERMIT_MS + 4_000
  expect(() => permit.check()).toThrow(LeaseLost)
})

// The process's own clock stands still while the machine sleeps; another panel's does not.
test('a machine that was suspended finds its permit run out', () => {
  const { at, permit } = clocks()
  at.machineMs = 60_000
  expect(() => permit.check()).toThrow(LeaseLost)
})

test('a lease that another process has permits nothing, however short ago it was renewed', () => {
  const { permit } = clocks()
  permit.revoke()
  expect(permit.isValid()).toBe(false)
  expect(() => permit.check()).toThrow(LeaseLost)
})

test('an attempt that is over changes nothing more, though its lease goes on', () => {
  const { at, permit } = clocks()
  const own = attemptPermit(permit)
  own.check()
  own.end()
  expect(() => own.check()).toThrow(AttemptOver)
  permit.check()
  const next = attemptPermit(permit)
  at.machineMs = PERMIT_MS
  expect(() => next.check()).toThrow(LeaseLost)
})
