import { expect, test } from 'vitest'
import { lineTime } from './line-time.ts'

const START = '2026-11-01T18:00:00.500Z'

test('a time since the start counts hours beyond a day and never shows a line as later than it is', () => {
  const since = (iso: string, startedAt: string | null = START) => lineTime(iso, { timeStyle: 'since', zone: 'Asia/Shanghai', startedAt })
  expect(since('2026-11-01T18:00:00.900Z')).toBe('+00:00:00')
  expect(since('2026-11-01T19:02:03.499Z')).toBe('+01:02:02')
  expect(since('2026-11-02T20:00:00.500Z')).toBe('+26:00:00')
  expect(since('2026-11-01T17:59:58.400Z')).toBe('−00:00:02')
  expect(since('2026-11-01T18:00:00.900Z', null)).toBe('+00:00:00')
})

// A log in the browser's zone below a headline in the chosen one shows two times for one moment.
test('UTC is what the panel wrote, local is the clock of the time zone that the reader chose', () => {
  expect(lineTime(START, { timeStyle: 'utc', zone: 'Asia/Shanghai', startedAt: null })).toBe('18:00:00')
  expect(lineTime(START, { timeStyle: 'local', zone: 'Asia/Shanghai', startedAt: null })).toBe('02:00:00')
})
