import { expect, test } from 'vitest'
import { localInput, localInstant } from './local-instant.ts'

// A start that was typed in the reader's zone instead of the installation's is hours off.
test('what is typed is meant in the time zone of the installation', () => {
  expect(localInstant('2026-11-28T22:30', 'Asia/Shanghai')).toBe('2026-11-28T14:30:00.000Z')
  expect(localInput('2026-11-28T14:30:00.000Z', 'Asia/Shanghai')).toBe('2026-11-28T22:30')
})

test('an hour that does not exist is moved on, and half a date is no moment', () => {
  expect(localInstant('2027-03-28T02:30', 'Europe/Berlin')).toBe('2027-03-28T01:30:00.000Z')
  expect([localInstant('', 'UTC'), localInstant('2026-11', 'UTC')]).toEqual([null, null])
})
