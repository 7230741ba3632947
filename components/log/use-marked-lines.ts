'use client'

import { useEffect, useState } from 'react'
import { hashOfLines, type LineRange, linesOfHash } from './line-address.ts'

/** The lines that the address of the page names. `onOpen` is called when somebody opens such an address, not when lines are marked here. */
export function useMarkedLines(onOpen: (lines: LineRange) => void) {
  const [marked, setMarked] = useState<LineRange | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what counts, whoever listens
  useEffect(() => {
    const read = () => {
      const lines = linesOfHash(window.location.hash)
      if (lines === null) return
      setMarked(lines)
      onOpen(lines)
    }
    read()
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }, [])

  function mark(lines: LineRange | null) {
    const { pathname, search } = window.location
    window.history.replaceState(null, '', `${pathname}${search}${lines === null ? '' : hashOfLines(lines)}`)
    setMarked(lines)
  }

  /** A line alone, or with the one that was marked before and all between. */
  function pick(seq: number, isRange: boolean) {
    const other = isRange && marked !== null ? marked.from : seq
    mark({ from: Math.min(other, seq), to: Math.max(other, seq) })
  }

  return { marked, mark, pick }
}
