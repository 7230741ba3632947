'use client'

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'

const NEAR_END_PX = 24

interface LogFollow {
  isFollowing: boolean
  setFollowing: (isFollowing: boolean) => void
  onScroll: () => void
}

/** Keeps the end in sight until the reader scrolls up, and again when the reader comes back to the end. */
export function useLogFollow(frame: RefObject<HTMLElement | null>, count: number, height: number): LogFollow {
  const [isFollowing, setFollowing] = useState(true)
  const lastTop = useRef(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: more lines or a new height are what moves the end
  useLayoutEffect(() => {
    const element = frame.current
    if (!isFollowing || element === null) return
    element.scrollTop = element.scrollHeight
    lastTop.current = element.scrollTop
  }, [isFollowing, count, height])

  const onScroll = useCallback(() => {
    const element = frame.current
    if (element === null) return
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX
    const movedUp = element.scrollTop < lastTop.current - 1
    lastTop.current = element.scrollTop
    if (isAtEnd) setFollowing(true)
    else if (movedUp) setFollowing(false)
  }, [frame])

  return { isFollowing, setFollowing, onScroll }
}
