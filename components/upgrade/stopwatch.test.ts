import { expect, test } from 'vitest'
import { stopwatch } from './stopwatch.ts'

test('the stopwatch shows hours only when there are some, and never runs below zero', () => {
  expect([-5, 0, 59, 61, 3599.9, 3600, 36_061].map(stopwatch)).toEqual(['00:00', '00:00', '00:59', '01:01', '59:59', '1:00:00', '10:01:01'])
})
