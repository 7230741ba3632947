import { expect, test } from 'vitest'
import { createRowHeights } from './row-heights.ts'

test('rows that nobody has seen have the usual height', () => {
  const heights = createRowHeights(20)
  expect(heights.startOf(900_000)).toBe(18_000_000)
  expect(heights.rowAt(18_000_019)).toBe(900_000)
  expect(heights.total(1_000_000)).toBe(20_000_000)
})

// A row that is looked for at the wrong place is a line that a permalink does not show.
test('a place and its row stay the same pair, whatever rows are higher', () => {
  const heights = createRowHeights(20)
  const high = [0, 3, 499, 500, 501, 12_000, 12_345, 999_999]
  for (const row of [...high].reverse()) heights.set(row, 20 + (row % 7) * 20)
  for (const row of [...high, 1, 2, 4, 502, 12_001, 12_346, 700_000]) {
    expect(heights.rowAt(heights.startOf(row)), `row ${row}`).toBe(row)
    expect(heights.rowAt(heights.startOf(row + 1) - 1), `the end of row ${row}`).toBe(row)
  }
})

test('a row that is measured again replaces its height, and the same height is no change', () => {
  const heights = createRowHeights(20)
  expect(heights.set(5, 60)).toBe(true)
  expect(heights.set(5, 60)).toBe(false)
  expect(heights.set(6, 20)).toBe(false)
  expect(heights.set(5, 20)).toBe(true)
  expect(heights.total(10)).toBe(200)
  heights.set(5, 60)
  heights.clear()
  expect(heights.total(10)).toBe(200)
})
