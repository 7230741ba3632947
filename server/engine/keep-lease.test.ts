import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LeaseLost } from './journal.ts'
import { keepLease } from './keep-lease.ts'
import { leasePermit } from './permit.ts'

let at: { processMs: number; machineMs: number }
let permit: ReturnType<typeof leasePermit>
let over: AbortController

beforeEach(() => {
  at = { processMs: 0, machineMs: 0 }
  permit = leasePermit({ ...at }, () => ({ ...at }))
  over = new AbortController()
})

afterEach(() => over.abort())

/** Each renewal takes four seconds by the clocks of the permit, and no time at all otherwise. */
function keep(answer: (turn: number) => boolean | Promise<boolean>) {
  let turn = 0
  const renew = async () => {
    turn += 1
    at = { processMs: at.processMs + 4_000, machineMs: at.machineMs + 4_000 }
    return await answer(turn)
  }
  return keepLease({ renew, permit, over: over.signal, now: () => ({ ...at }), renewMs: 0, answerMs: 20 })
}

// A store that answers nothing for a while: this process would go on changing things while another one takes its run over.
test('a renewal that fails does not count as one, and after ten seconds of them the lease is lost', async () => {
  expect(await keep(() => Promise.reject(new Error('the store is busy')))).toBe('lost')
  expect(at.processMs).toBe(12_000)
  expect(() => permit.check()).toThrow(LeaseLost)
})

test('a renewal that does not answer in time does not count either', async () => {
  expect(await keep(() => new Promise(() => {}))).toBe('lost')
  expect(at.processMs).toBe(12_000)
})

test('one renewal in between keeps the lease', async () => {
  const kept = keep((turn) => (turn % 2 === 0 ? true : Promise.reject(new Error('the store is busy'))))
  await vi.waitFor(() => expect(at.processMs).toBeGreaterThan(60_000), { interval: 1 })
  expect(permit.isValid()).toBe(true)
  over.abort()
  expect(await kept).toBe('over')
})

test('a lease that another process has is lost at once', async () => {
  expect(await keep(() => false)).toBe('lost')
  expect(() => permit.check()).toThrow(LeaseLost)
})
