'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { readJson } from '@/components/read/read-json.ts'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'
import type { ConsoleCalls, ConsoleWatch } from '@/server/contract/console-calls.ts'
import type { Said } from '@/server/contract/said.ts'
import type { AdoptValues } from '../adopt/adopt-values.ts'
import { TeachingState } from './teaching-state.tsx'

const EVERY_MS = 2000

/** Reads the new lines of the console's own log while a person clicks in it. */
export function WatchConsole({ onLearned }: { onLearned: (calls: ConsoleCalls, notes: Said[]) => void }) {
  const t = useTranslations('teach')
  const containerId = useWatch<AdoptValues, 'containerId'>({ name: 'containerId' })
  const url = useWatch<AdoptValues, 'console.url'>({ name: 'console.url' })
  const [mark, setMark] = useState<string | null>(null)
  const [isWatching, setIsWatching] = useState(false)
  const base = `/api/containers/${encodeURIComponent(containerId)}/console-calls`
  const watch = useQuery({
    queryKey: ['console-calls', containerId, mark],
    queryFn: ({ signal }) => readJson<ConsoleWatch>(mark === null ? base : `${base}?mark=${mark}`, signal),
    enabled: isWatching,
    refetchInterval: isWatching && mark !== null ? EVERY_MS : false,
    // The person is in the tab of the OMS console meanwhile.
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const { data } = watch
  const teaching = data?.teaching ?? null

  useEffect(() => {
    if (isWatching && mark === null && data !== undefined) setMark(data.mark)
  }, [isWatching, mark, data])

  useEffect(() => {
    if (!isWatching || teaching?.calls == null) return
    setIsWatching(false)
    onLearned(teaching.calls, teaching.notes)
  }, [isWatching, teaching, onLearned])

  function start() {
    setMark(null)
    setIsWatching(true)
  }

  return (
    <div className="space-y-3">
      <ol className="max-w-prose list-decimal space-y-1 pl-5 text-sm">
        <li>{t('watch.first')}</li>
        <li>{t('watch.second', { url })}</li>
        <li>{t('watch.third')}</li>
        <li>{t('watch.fourth')}</li>
      </ol>
      {isWatching && watch.error !== null && (
        <ReadFailure error={watch.error} onRetry={() => watch.refetch()} isRetrying={watch.isFetching} />
      )}
      {isWatching && data !== undefined && !data.hasLog && <Alert tone="warn" title={t('watch.noLog')} />}
      {teaching !== null && <TeachingState teaching={teaching} />}
      <div className="flex flex-wrap items-center gap-3">
        {isWatching ? (
          <>
            <Button onClick={() => setIsWatching(false)}>{t('watch.stop')}</Button>
            <span role="status" className="text-ink-2 text-sm">
              {/* What is clicked before the mark is known would be missed. */}
              {mark === null ? t('watch.starting') : t('watch.running')}
            </span>
          </>
        ) : (
          <Button onClick={start}>{t(teaching === null ? 'watch.start' : 'watch.again')}</Button>
        )}
      </div>
    </div>
  )
}
