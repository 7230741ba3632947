'use client'

import { useEffect, useLayoutEffect, useMemo, useReducer } from 'react'
import type { LogLine } from '@/server/contract/job.ts'
import type { LogCount, LogFilter } from '@/server/contract/log.ts'
import { createLineCache } from './line-cache.ts'
import { filterParams, readLogPage } from './read-lines.ts'

const RECOUNT_MS = 1000

interface Wanted {
  jobId: string
  filter: LogFilter
  /** The newest lines, as the stream brought them. */
  newest: readonly LogLine[]
  lastSeq: number
  /** The stream lives: what could not be read before may be asked again. */
  isLive: boolean
}

export interface LogLines {
  total: number
  lineAt(row: number): LogLine | undefined
  want(first: number, last: number): void
  /** Of a filter that the panel still counts. */
  counting: LogCount | null
  missing: number
  isStuck: boolean
  retry(): void
}

/** The lines of a filter by row, read from the panel as they come into sight; live at the end. */
export function useLogLines({ jobId, filter, newest, lastSeq, isLive }: Wanted): LogLines {
  const [, changed] = useReducer((changes: number) => changes + 1, 0)
  const params = filterParams(filter)
  const key = JSON.stringify(params)
  const isWhole = Object.keys(params).length === 0

  const cache = useMemo(() => {
    const asked = JSON.parse(key) as LogFilter
    return createLineCache({ isWhole, changed, read: (row, signal) => readLogPage(jobId, asked, row, signal) })
  }, [jobId, key, isWhole])

  useEffect(() => () => cache.close(), [cache])

  useLayoutEffect(() => {
    if (!isWhole) return
    cache.put(newest)
    cache.grow(lastSeq)
    changed()
  }, [cache, isWhole, newest, lastSeq])

  // biome-ignore lint/correctness/useExhaustiveDependencies: more lines are the reason to count again
  useEffect(() => {
    if (isWhole) return
    const timer = setTimeout(() => void cache.recount(), cache.counting() === null ? RECOUNT_MS : 0)
    return () => clearTimeout(timer)
  }, [cache, isWhole, lastSeq])

  useEffect(() => {
    if (isLive) cache.retry()
  }, [cache, isLive])

  return {
    total: cache.total(),
    lineAt: cache.lineAt,
    want: cache.want,
    counting: isWhole ? null : cache.counting(),
    missing: cache.missing(),
    isStuck: cache.isStuck(),
    retry: cache.retry,
  }
}
