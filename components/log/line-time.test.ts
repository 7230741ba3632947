import { expect, test } from 'vitest'
import { lineTime } from './line-time.ts'

const start = '2026-11-01T18:00:00.500Z'

test('a time since the start counts hours beyond a day and never shows a line as later than it is', () => {
  expect(lineTime('2026-11-01T18:00:00.900Z', 'since', start)).toBe('+00:00:00')
  expect(lineTime('2026-11-01T19:02:03.499Z', 'since', start)).toBe('+01:02:02')
  expect(lineTime('2026-11-02T20:00:00.500Z', 'since', start)).toBe('+26:00:00')
  expect(lineTime('2026-11-01T17:59:58.400Z', 'since', start)).toBe('−00:00:02')
  expect(lineTime('2026-11-01T18:00:00.900Z', 'since', null)).toBe('+00:00:00')
})

test('UTC is what the panel wrote, local is the clock of the reader', () => {
  expect(lineTime(start, 'utc', null)).toBe('18:00:00')
  const at = new Date(start)
  expect(lineTime(start, 'local', null)).toBe(at.toTimeString().slice(0, 8))
})
