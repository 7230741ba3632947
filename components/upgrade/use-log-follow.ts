'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

const NEAR_END_PX = 24
const INPUT_COUNTS_MS = 1000

interface LogFollow {
  isFollowing: boolean
  setFollowing: (isFollowing: boolean) => void
  onScroll: () => void
}

/**
 * Keeps the end in sight until the reader scrolls up, and again when the reader comes back to the end. Rows that turn out higher
 * than estimated move the view too: only a movement by hand counts.
 */
export function useLogFollow(frame: RefObject<HTMLElement | null>, count: number, height: number): LogFollow {
  const [isFollowing, setFollowing] = useState(true)
  const lastInput = useRef(0)
  const isPressed = useRef(false)

  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const input = () => {
      lastInput.current = Date.now()
    }
    const press = () => {
      isPressed.current = true
    }
    const release = () => {
      if (isPressed.current) input()
      isPressed.current = false
    }
    const listeners = { wheel: input, touchmove: input, keydown: input, pointerdown: press } as const
    for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener, { passive: true })
    window.addEventListener('pointerup', release)
    return () => {
      for (const [name, listener] of Object.entries(listeners)) element.removeEventListener(name, listener)
      window.removeEventListener('pointerup', release)
    }
  }, [frame])

  // biome-ignore lint/correctness/useExhaustiveDependencies: more lines or a new height are what moves the end
  useLayoutEffect(() => {
    if (isFollowing && frame.current !== null) frame.current.scrollTop = frame.current.scrollHeight
  }, [isFollowing, count, height])

  const onScroll = useCallback(() => {
    const element = frame.current
    if (element === null) return
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX
    if (isPressed.current || Date.now() - lastInput.current < INPUT_COUNTS_MS) setFollowing(isAtEnd)
    else if (isFollowing && !isAtEnd) element.scrollTop = element.scrollHeight
  }, [frame, isFollowing])

  return { isFollowing, setFollowing, onScroll }
}
