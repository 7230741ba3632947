import { expect, test } from 'vitest'
import { framePx, MOST_PX, placeOf, topAfterScroll } from './scroll-place.ts'

const START = { scrollTop: 0, shift: 0 }
const million = { rowsPx: 20_000_000, viewPx: 500 }
const lastTop = million.rowsPx - million.viewPx
const lastScroll = MOST_PX - million.viewPx

test('a log that fits is scrolled as it is', () => {
  const size = { rowsPx: 100_000, viewPx: 500 }
  expect(framePx(size.rowsPx)).toBe(100_000)
  expect(topAfterScroll(90_000, START, size)).toBe(90_000)
  expect(placeOf(90_000, START, size, true)).toEqual({ scrollTop: 90_000, shift: 0 })
})

// Beyond what a browser can draw, the last lines of a long log could otherwise never be reached.
test('both ends of a million lines are reached, and the bar in the middle is the middle', () => {
  expect(topAfterScroll(lastScroll, START, million)).toBe(lastTop)
  expect(topAfterScroll(0, { scrollTop: lastScroll, shift: lastTop - lastScroll }, million)).toBe(0)
  expect(topAfterScroll(lastScroll / 2, START, million)).toBe(lastTop / 2)
  expect(placeOf(lastTop, START, million, true)).toEqual({ scrollTop: lastScroll, shift: lastTop - lastScroll })
})

test('a step by wheel or key moves the rows by as much as the frame', () => {
  const before = placeOf(10_000_000, START, million, true)
  expect(topAfterScroll(before.scrollTop + 40, before, million)).toBeCloseTo(10_000_040)
  expect(topAfterScroll(before.scrollTop - 40, before, million)).toBeCloseTo(9_999_960)
})

test('steps do not move the bar while somebody scrolls; at rest it is put right and the same rows stay in sight', () => {
  const before = placeOf(10_000_000, START, million, true)
  const top = 10_000_000 + 5000
  const moving = placeOf(top, before, million, false)
  expect(moving).toEqual({ scrollTop: before.scrollTop + 5000, shift: before.shift })
  const resting = placeOf(top, moving, million, true)
  expect(resting.scrollTop).toBeLessThan(moving.scrollTop)
  expect(resting.scrollTop + resting.shift).toBe(top)
})
