import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { everySecond } from './every-second.ts'

class FakeWorker {
  static made: FakeWorker[] = []
  onmessage: (() => void) | null = null
  onerror: (() => void) | null = null
  terminate = vi.fn()
  constructor() {
    FakeWorker.made.push(this)
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  FakeWorker.made = []
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

// A page that is hidden for minutes has its own timers once a minute: a decision that is needed would be called out as much too late.
test('the seconds come from a worker, and from the page itself only where the browser refuses one', () => {
  vi.stubGlobal('Worker', FakeWorker)
  const tick = vi.fn()
  const leave = everySecond(tick)
  const [worker] = FakeWorker.made
  vi.advanceTimersByTime(5000)
  expect(tick).not.toHaveBeenCalled()
  worker?.onmessage?.()
  expect(tick).toHaveBeenCalledTimes(1)
  worker?.onerror?.()
  vi.advanceTimersByTime(3000)
  expect(tick).toHaveBeenCalledTimes(4)
  leave()
  expect(worker?.terminate).toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})

test('a browser without workers counts by itself', () => {
  const tick = vi.fn()
  const leave = everySecond(tick)
  vi.advanceTimersByTime(3000)
  expect(tick).toHaveBeenCalledTimes(3)
  leave()
  expect(vi.getTimerCount()).toBe(0)
})
