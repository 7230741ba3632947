import { type RefObject, useEffect, useState } from 'react'

const INPUT_COUNTS_MS = 1000

/** Tells whether somebody's hand moves the frame up, by wheel, finger or bar: the browser moves it too. */
export function useUpwardHand(frame: RefObject<HTMLElement | null>): () => boolean {
  const [hand] = useState(() => ({
    /** When somebody last wanted to go up, and whether they hold the bar. */
    upAt: 0,
    isPressed: false,
  }))

  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const up = (isUp: boolean) => {
      if (isUp) hand.upAt = Date.now()
    }
    const release = () => {
      up(hand.isPressed)
      hand.isPressed = false
    }
    const leave = new AbortController()
    const options = { passive: true, signal: leave.signal }
    element.addEventListener('wheel', (event) => up(event.deltaY < 0), options)
    element.addEventListener('touchmove', () => up(true), options)
    element.addEventListener(
      'pointerdown',
      () => {
        hand.isPressed = true
      },
      options,
    )
    window.addEventListener('pointerup', release, options)
    window.addEventListener('pointercancel', release, options)
    return () => leave.abort()
  }, [frame, hand])

  return () => hand.isPressed || Date.now() - hand.upAt < INPUT_COUNTS_MS
}
