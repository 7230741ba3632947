import { expect, test } from 'vitest'
import { steadyClock } from './steady-clock.ts'

test('a machine whose clock is set back by an hour does not take time back from a run', () => {
  let offset = 0
  const clock = steadyClock({ now: () => new Date(Date.now() + offset), wait: () => Promise.resolve() })
  const before = clock.now().getTime()
  offset = -3_600_000
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(before)
  expect(clock.now().getTime() - before).toBeLessThan(60_000)
})
