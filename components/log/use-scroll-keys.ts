import { type RefObject, useEffect, useRef } from 'react'

const LINES_A_KEY = 2
const PART_OF_A_PAGE = 0.9

interface Scrolled {
  frame: RefObject<HTMLElement | null>
  rowPx: number
  top: () => number
  viewPx: () => number
  goTo: (px: number) => void
}

/** Done here, because a browser moves in many small steps for a key, and stops where a row in between turns out higher. */
export function useScrollKeys({ frame, rowPx, top, viewPx, goTo }: Scrolled): void {
  function press(event: KeyboardEvent) {
    if (event.target !== frame.current || event.ctrlKey || event.metaKey || event.altKey) return
    const page = viewPx() * PART_OF_A_PAGE
    const goals: Record<string, number> = {
      Home: 0,
      End: Number.POSITIVE_INFINITY,
      PageUp: top() - page,
      PageDown: top() + page,
      ArrowUp: top() - LINES_A_KEY * rowPx,
      ArrowDown: top() + LINES_A_KEY * rowPx,
      ' ': top() + (event.shiftKey ? -page : page),
    }
    const goal = goals[event.key]
    if (goal === undefined) return
    event.preventDefault()
    goTo(goal)
  }
  const latest = useRef(press)
  latest.current = press

  useEffect(() => {
    const leave = new AbortController()
    frame.current?.addEventListener('keydown', (event) => latest.current(event), { signal: leave.signal })
    return () => leave.abort()
  }, [frame])
}
