/** Firefox draws nothing below 17.8 million pixels, Chromium nothing below 33 million; a million lines are 20 million. */
export const MOST_PX = 8_000_000

/** Small enough to be a wheel or a key; anything more is the scroll bar, which means a part of the whole. */
const VIEWS_OF_A_STEP = 2
const DRIFT_PX = 1000

interface Size {
  /** Of all rows together. */
  rowsPx: number
  viewPx: number
}

/** Where the frame is scrolled to, and how far from there the rows in sight really are. */
export interface ScrollPlace {
  scrollTop: number
  /** Pixels of the rows that lie above the frame's own beginning; 0 in every log that fits into the frame. */
  shift: number
}

export const framePx = (rowsPx: number) => Math.min(rowsPx, MOST_PX)
const lastTop = ({ rowsPx, viewPx }: Size) => Math.max(0, rowsPx - viewPx)
const lastScroll = ({ rowsPx, viewPx }: Size) => Math.max(0, framePx(rowsPx) - viewPx)

/** The first pixel of all rows that is in sight after the reader scrolled. */
export function topAfterScroll(scrollTop: number, before: ScrollPlace, size: Size): number {
  if (size.rowsPx <= MOST_PX) return scrollTop
  if (scrollTop <= 0) return 0
  if (scrollTop >= lastScroll(size) - 1) return lastTop(size)
  const isStep = Math.abs(scrollTop - before.scrollTop) <= VIEWS_OF_A_STEP * size.viewPx
  const top = isStep ? scrollTop + before.shift : (scrollTop / lastScroll(size)) * lastTop(size)
  return Math.min(Math.max(0, top), lastTop(size))
}

/** The place that shows `top`: the nearest one, so that nothing moves under the reader's hand, or at rest the one that the bar means. */
export function placeOf(top: number, before: ScrollPlace, size: Size, isAtRest: boolean): ScrollPlace {
  if (size.rowsPx <= MOST_PX) return { scrollTop: Math.min(top, lastTop(size)), shift: 0 }
  const meant = Math.round((top / lastTop(size)) * lastScroll(size))
  const near = top - before.shift
  const isPossible = near > 0 && near < lastScroll(size)
  const isEnd = top <= 0 || top >= lastTop(size)
  const isKept = isPossible && !isEnd && (!isAtRest || Math.abs(near - meant) < DRIFT_PX)
  const scrollTop = isKept ? near : meant
  return { scrollTop, shift: top - scrollTop }
}
