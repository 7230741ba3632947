'use client'

import { type RefObject, useEffect, useLayoutEffect, useReducer, useState } from 'react'
import { createRowHeights } from './row-heights.ts'
import { framePx, placeOf, type ScrollPlace, topAfterScroll } from './scroll-place.ts'
import { useScrollKeys } from './use-scroll-keys.ts'
import { useUpwardHand } from './use-upward-hand.ts'

const ROW_PX = 20
const OVERSCAN_ROWS = 15
const NEAR_END_PX = 24
const REST_MS = 200
const MOST_TRIES = 10

export interface LogWindow {
  /** Rows that have to be drawn, both included; none where last < first. */
  first: number
  last: number
  /** Height of what scrolls, and where in it the first drawn row begins. */
  heightPx: number
  offsetPx: number
  isFollowing: boolean
  setFollowing(isFollowing: boolean): void
  /** Puts a row into the middle. */
  show(row: number): void
  onScroll(): void
}

interface Parts {
  frame: RefObject<HTMLElement | null>
  /** Its children are the drawn rows, each with its number in data-row. */
  list: RefObject<HTMLElement | null>
  count: number
  isWrapped: boolean
}

/**
 * Which rows of a long list are in sight. What holds its place is a row and not a number of pixels: rows that turn out higher than
 * thought, and lines that come in at the end, move nothing under the reader's eyes. At the end, the end is followed.
 */
export function useLogWindow({ frame, list, count, isWrapped }: Parts): LogWindow {
  const [, draw] = useReducer((drawn: number) => drawn + 1, 0)
  const [heights] = useState(() => createRowHeights(ROW_PX))
  const [view] = useState(() => ({
    isFollowing: true,
    /** The row at the upper edge, and how much of it is above that edge. */
    anchor: { row: 0, within: 0 },
    place: { scrollTop: 0, shift: 0 } as ScrollPlace,
    isAtRest: true,
    viewPx: 0,
    tries: 0,
    timer: undefined as NodeJS.Timeout | undefined,
  }))
  const isHandUp = useUpwardHand(frame)

  const rowsPx = heights.total(count)
  const size = () => ({ rowsPx: heights.total(count), viewPx: view.viewPx })

  function topOf(): number {
    const end = Math.max(0, size().rowsPx - size().viewPx)
    if (view.isFollowing) return end
    return Math.min(end, Math.max(0, heights.startOf(view.anchor.row) + view.anchor.within))
  }

  const top = topOf()
  const first = Math.max(0, heights.rowAt(top) - OVERSCAN_ROWS)
  const last = Math.min(count - 1, heights.rowAt(top + size().viewPx) + OVERSCAN_ROWS)

  function measure(): boolean {
    let isChanged = false
    for (const element of list.current?.children ?? []) {
      const row = Number((element as HTMLElement).dataset.row)
      if (heights.set(row, element.getBoundingClientRect().height)) isChanged = true
    }
    return isChanged
  }

  /** The browser goes on to an end that was the end when the key was pressed: only a hand leaves it. */
  function isLeft(isUp: boolean, beyondPx: number): boolean {
    if (beyondPx < 2 || (beyondPx < NEAR_END_PX && !isUp)) return false
    return !view.isFollowing || (isUp && isHandUp())
  }

  /** Takes over where the reader has scrolled to; false where nothing moved. */
  function follow(element: HTMLElement): boolean {
    if (Math.abs(element.scrollTop - view.place.scrollTop) < 1) return false
    const moved = topAfterScroll(element.scrollTop, view.place, size())
    view.isFollowing = !isLeft(element.scrollTop < view.place.scrollTop, size().rowsPx - size().viewPx - moved)
    const row = heights.rowAt(moved)
    view.anchor = { row, within: moved - heights.startOf(row) }
    view.place = { scrollTop: element.scrollTop, shift: moved - element.scrollTop }
    view.isAtRest = false
    clearTimeout(view.timer)
    view.timer = setTimeout(() => {
      view.isAtRest = true
      draw()
    }, REST_MS)
    return true
  }

  function goTo(wantedPx: number) {
    const { rowsPx: allPx, viewPx } = size()
    const px = Math.min(allPx, Math.max(0, wantedPx))
    const row = heights.rowAt(px)
    view.isFollowing = px >= Math.max(0, allPx - viewPx)
    view.isAtRest = true
    view.anchor = { row, within: px - heights.startOf(row) }
    draw()
  }
  useScrollKeys({ frame, rowPx: ROW_PX, top: topOf, viewPx: () => view.viewPx, goTo })

  // biome-ignore lint/correctness/useExhaustiveDependencies: heights change with the wrapping
  useLayoutEffect(() => {
    heights.clear()
    draw()
  }, [heights, isWrapped])

  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    // Lines may come between a movement and its event: what the reader did counts.
    const isMoved = follow(element)
    const isChanged = measure() || view.viewPx !== element.clientHeight || isMoved
    view.viewPx = element.clientHeight
    const before = view.place.shift
    view.place = placeOf(topOf(), view.place, size(), view.isAtRest)
    if (Math.abs(element.scrollTop - view.place.scrollTop) >= 1) element.scrollTop = view.place.scrollTop
    // What the browser made of it: it rounds, and what is scrolled may not be as high yet as the rows are.
    const isShort = view.place.scrollTop - element.scrollTop >= 2
    view.place = { ...view.place, scrollTop: element.scrollTop }
    view.tries = isShort ? view.tries + 1 : 0
    if (isChanged || view.place.shift !== before) draw()
    else if (isShort && view.tries < MOST_TRIES) requestAnimationFrame(draw)
  })

  useEffect(() => {
    const element = frame.current
    if (element === null) return
    let width = element.clientWidth
    const observer = new ResizeObserver(() => {
      if (element.clientWidth !== width) heights.clear()
      width = element.clientWidth
      draw()
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      clearTimeout(view.timer)
    }
  }, [frame, heights, view])

  return {
    first,
    last,
    heightPx: framePx(rowsPx),
    offsetPx: heights.startOf(first) - view.place.shift,
    isFollowing: view.isFollowing,
    setFollowing(isFollowing) {
      view.anchor = { row: heights.rowAt(topOf()), within: 0 }
      view.isFollowing = isFollowing
      draw()
    },
    show(row) {
      view.isFollowing = false
      view.isAtRest = true
      view.anchor = { row, within: -size().viewPx / 2 }
      draw()
    },
    onScroll() {
      if (frame.current !== null && follow(frame.current)) draw()
    },
  }
}
