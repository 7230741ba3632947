import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refetchIntervalMinutes } from './refetch-interval.ts'

const at = (time: string): Date => new Date(`2024-03-01T${time}Z`)

// Too small an interval loses the changes between T1 and T2.
test("the vendor's example: stopped 16:00, done 17:00, gives 90", () => {
  expect(refetchIntervalMinutes({ t1: at('16:00:00'), t2: at('17:00:00'), current: 30 })).toBe(90)
})

test('a begun minute counts as a whole one', () => {
  expect(refetchIntervalMinutes({ t1: at('16:00:00'), t2: at('17:00:01'), current: null })).toBe(91)
})

test('a larger value is never lowered', () => {
  expect(refetchIntervalMinutes({ t1: at('16:00:00'), t2: at('17:00:00'), current: 1440 })).toBe(1440)
})

test('a clock that was set back does not shrink the interval below the usual 30', () => {
  expect(refetchIntervalMinutes({ t1: at('17:00:00'), t2: at('16:00:00'), current: null })).toBe(30)
})

test('the interval is always greater than the gap and never lower than the current value', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10 ** 9 }), fc.nat({ max: 10_000 }), (gapMs, current) => {
      const minutes = refetchIntervalMinutes({ t1: new Date(0), t2: new Date(gapMs), current })
      expect(minutes * 60_000).toBeGreaterThan(gapMs)
      expect(minutes).toBeGreaterThanOrEqual(current)
    }),
  )
})
