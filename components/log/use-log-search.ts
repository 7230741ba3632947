'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { readJson } from '@/components/read/read-json.ts'
import type { LogFilter, LogMatch, LogSearch } from '@/server/contract/log.ts'
import { filterParams } from './read-lines.ts'

const TYPING_MS = 250
const RECOUNT_MS = 2000

interface Wanted {
  jobId: string
  filter: LogFilter
  lastSeq: number
  onFound: (match: LogMatch) => void
}

interface Found {
  /** What these counts are of. */
  key: string
  answer: LogSearch | null
  match: LogMatch | null
  isBusy: boolean
  isFailed: boolean
}

const NOTHING: Found = { key: '', answer: null, match: null, isBusy: false, isFailed: false }

/** Searches all lines on the panel: the count as somebody types, and from match to match. */
export function useLogSearch({ jobId, filter, lastSeq, onFound }: Wanted) {
  const [words, setWords] = useState('')
  const [found, setFound] = useState(NOTHING)
  const asking = useRef<AbortController>(null)
  // Enter may come before the pause in typing that asks by itself.
  const askedFor = useRef('')
  const q = words.trim()
  const params = JSON.stringify({ ...filterParams(filter), q })
  const wanted = useRef(params)
  wanted.current = params
  const moves = useRef(Promise.resolve())
  const place = useRef({ key: '', seq: 0 })
  const isOfThese = found.key === params

  const ask = useCallback(
    async (more: Record<string, string>) => {
      asking.current?.abort()
      const abort = new AbortController()
      asking.current = abort
      askedFor.current = params
      const search = new URLSearchParams({ ...(JSON.parse(params) as Record<string, string>), ...more })
      const tell = (change: Partial<Found>) =>
        !abort.signal.aborted && setFound((before) => ({ ...(before.key === params ? before : NOTHING), key: params, ...change }))
      tell({ isBusy: true, isFailed: false })
      try {
        for (;;) {
          const answer = await readJson<LogSearch>(`/api/upgrades/${encodeURIComponent(jobId)}/log/search?${search}`, abort.signal)
          tell({ answer })
          if (answer.countedTo < answer.lastSeq) continue
          tell({ isBusy: false, ...(answer.match !== null && { match: answer.match }) })
          return answer.match
        }
      } catch {
        tell({ isBusy: false, isFailed: true })
      }
      return null
    },
    [jobId, params],
  )

  useEffect(() => {
    if (q === '') return
    const timer = setTimeout(() => askedFor.current !== params && void ask({}), TYPING_MS)
    return () => {
      clearTimeout(timer)
      asking.current?.abort()
      askedFor.current = ''
    }
  }, [q, params, ask])

  const countedTo = isOfThese && !found.isBusy ? (found.answer?.lastSeq ?? lastSeq) : lastSeq
  const isBehind = q !== '' && countedTo < lastSeq
  useEffect(() => {
    if (!isBehind) return
    const timer = setTimeout(() => void ask({}), RECOUNT_MS)
    return () => clearTimeout(timer)
  }, [isBehind, ask])

  /** One after the other, each from where the one before came to: a key is pressed faster than the panel answers. */
  function move(direction: 1 | -1) {
    if (q === '') return
    moves.current = moves.current.then(async () => {
      if (wanted.current !== params) return
      const from = place.current.key === params ? place.current.seq : 0
      const match = await ask({ from: String(from), move: direction === 1 ? 'next' : 'previous' })
      if (match === null) return
      place.current = { key: params, seq: match.seq }
      onFound(match)
    })
  }

  return { words, setWords, q, move, ...(isOfThese ? found : NOTHING) }
}
