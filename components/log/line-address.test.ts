import { expect, test } from 'vitest'
import { hashOfLines, linesOfHash, parseLines } from './line-address.ts'

test('a line and a range come back from their address', () => {
  for (const range of [
    { from: 120, to: 120 },
    { from: 120, to: 140 },
  ]) {
    expect(linesOfHash(hashOfLines(range))).toEqual(range)
  }
})

test('what a person types is understood, also from the end to the beginning', () => {
  expect(parseLines(' 120 ')).toEqual({ from: 120, to: 120 })
  expect(parseLines('140-120')).toEqual({ from: 120, to: 140 })
  expect(parseLines('120 – 140')).toEqual({ from: 120, to: 140 })
  expect(parseLines('#L7-L9')).toEqual({ from: 7, to: 9 })
})

test('everything else names no line', () => {
  for (const text of ['', '0', '#L0', 'abc', '1.5', '-', '12345678901', '#L1-L2-L3', '1;2']) expect(parseLines(text), text).toBeNull()
  expect(linesOfHash('#123')).toBeNull()
  expect(linesOfHash('#plan')).toBeNull()
})
