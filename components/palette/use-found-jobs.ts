'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { readJson } from '@/components/read/read-json.ts'
import type { HistoryPage, HistoryRow } from '@/server/contract/history.ts'

const TYPING_MS = 200
const MOST = 6

/** Jobs that the typed words find in the whole history, the one of exactly that number first; the newest where nothing is typed. */
export function useFoundJobs(typed: string): { jobs: HistoryRow[]; isSearching: boolean; isUnread: boolean } {
  const [text, setText] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setText(typed), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  const isNumber = /^\d+$/.test(text)
  // Ascending for a number: otherwise job 7 hides behind every job that has a 7 in it.
  const search = new URLSearchParams({ sort: 'number', order: isNumber ? 'asc' : 'desc', ...(text !== '' && { text }) })
  const { data, isFetching, isError } = useQuery({
    queryKey: ['upgrades', 'palette', text],
    queryFn: ({ signal }) => readJson<HistoryPage>(`/api/upgrades?${search}`, signal),
    placeholderData: keepPreviousData,
  })
  const rows = data?.rows ?? []
  const exact = rows.filter(({ number }) => String(number) === text)
  const jobs = [...exact, ...rows.filter((row) => !exact.includes(row))].slice(0, MOST)
  return { jobs, isSearching: isFetching || text !== typed, isUnread: isError }
}
