import { expect, test } from 'vitest'
import { isoClock } from './iso-clock.ts'

test('an instant is written year first in the zone of the reader', () => {
  expect(isoClock('2026-11-21T17:00:05.000Z', 'Asia/Shanghai')).toBe('2026-11-22 01:00:05')
  expect(isoClock('2026-11-21T17:00:05.000Z', 'UTC', 'time')).toBe('17:00:05')
  expect(isoClock('2026-11-21T17:00:05.000Z', 'UTC', 'minute')).toBe('17:00')
})
