'use client'

import { useQuery } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'

const ASK_EVERY_MS = 10_000

/** Asks whether the session still lives, so that a page that reads nothing by itself also goes to sign-in when it was ended. */
export function SessionWatch() {
  useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => readJson('/api/session', signal),
    staleTime: 0,
    refetchInterval: ASK_EVERY_MS,
  })
  return null
}
