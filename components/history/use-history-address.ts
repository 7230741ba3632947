'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { changedAddress, type HistoryAddress, readAddress } from './history-address.ts'

export type ChangeAddress = (change: Partial<Record<keyof HistoryAddress, string | undefined>>, how?: 'push' | 'replace') => void

/** Filter, order and page live in the address alone: links open the same list, and the back button undoes one change. */
export function useHistoryAddress(): { address: HistoryAddress; change: ChangeAddress } {
  const search = useSearchParams().toString()
  // The router tells of a new address a moment later; until then what was pressed must not jump back.
  const [ahead, setAhead] = useState<string | null>(null)
  if (ahead === search) setAhead(null)
  useEffect(() => {
    const onBack = () => setAhead(null)
    window.addEventListener('popstate', onBack)
    return () => window.removeEventListener('popstate', onBack)
  }, [])
  return {
    address: readAddress(new URLSearchParams(ahead ?? search)),
    change(wanted, how = 'push') {
      // The newest address and not the one of the last drawing: two quick changes would undo each other.
      const current = readAddress(new URLSearchParams(window.location.search))
      const next = changedAddress(current, wanted)
      const url = next === '' ? window.location.pathname : `${window.location.pathname}?${next}`
      setAhead(next)
      if (how === 'push') window.history.pushState(null, '', url)
      else window.history.replaceState(null, '', url)
    },
  }
}
