import { expect, test } from 'vitest'
import { durationParts } from './duration-parts.ts'

// 59.6 s must not become "0 min 60 s".
test('rounding never leaves sixty seconds or sixty minutes', () => {
  expect(durationParts(59.6)).toEqual({ hours: 0, minutes: 1, seconds: 0 })
  expect(durationParts(3599.7)).toEqual({ hours: 1, minutes: 0, seconds: 0 })
  expect(durationParts(375)).toEqual({ hours: 0, minutes: 6, seconds: 15 })
})

test('a clock that runs behind shows zero, not less', () => {
  expect(durationParts(-4)).toEqual({ hours: 0, minutes: 0, seconds: 0 })
})
