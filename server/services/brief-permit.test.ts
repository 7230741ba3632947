import { expect, test } from 'vitest'
import { LeaseLost } from '../engine/journal.ts'
import { briefPermit } from './brief-permit.ts'

// What the gate said an hour ago may be untrue: the clock of a process stands still while its machine is suspended.
test('it runs out by either clock', () => {
  let at = { processMs: 5, machineMs: 5 }
  const permit = briefPermit(() => at)
  at = { processMs: 9_000, machineMs: 9_000 }
  expect(() => permit.check()).not.toThrow()
  at = { processMs: 9_000, machineMs: 3_600_000 }
  expect(() => permit.check()).toThrow(LeaseLost)
  at = { processMs: 11_000, machineMs: 9_000 }
  expect(() => permit.check()).toThrow(LeaseLost)
})
