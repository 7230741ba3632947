'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useZone } from '@/components/i18n/use-zone.ts'
import { LogRow } from '@/components/log/log-row.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { readJson } from '@/components/read/read-json.ts'
import { Button } from '@/components/ui/button.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { LogLine } from '@/server/contract/job.ts'
import type { AttemptView } from '@/server/contract/report.ts'
import type { StepId } from '@/server/contract/steps.ts'

const LINES_A_PAGE = 500
const LOOK = { isWrapped: true, timeStyle: 'local', startedAt: null } as const

interface AttemptLogProps {
  jobId: string
  /** Number of the run. */
  run: number
  stepId: StepId
  attempt: AttemptView
}

/** The log lines of one attempt, read when somebody opens them. */
export function AttemptLog({ jobId, run, stepId, attempt }: AttemptLogProps) {
  const t = useTranslations('review.log')
  const zone = useZone()
  const look = useMemo(() => ({ ...LOOK, zone }), [zone])
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['attempt-log', jobId, run, stepId, attempt.number],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => {
      const lines = { run: String(run), stepId, attempt: String(attempt.number) }
      const asked = new URLSearchParams({ ...lines, after: String(pageParam), limit: String(LINES_A_PAGE) })
      return readJson<{ lines: LogLine[] }>(`/api/upgrades/${encodeURIComponent(jobId)}/log?${asked}`, signal)
    },
    getNextPageParam: ({ lines }) => (lines.length < LINES_A_PAGE ? undefined : lines.at(-1)?.seq),
  })
  if (error) return <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />
  const lines = data?.pages.flatMap((page) => page.lines)
  if (lines === undefined) return <Skeleton lines={3} />
  if (lines.length === 0) return <p className="text-ink-2 text-sm">{t('empty')}</p>
  return (
    <div className="space-y-2">
      <section
        aria-label={t('label', { number: attempt.number })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reachable by keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-md border border-line bg-code py-2"
      >
        {lines.map((line) => (
          <LogRow key={line.seq} line={line} look={look} />
        ))}
      </section>
      {hasNextPage && (
        <Button size="sm" onClick={() => fetchNextPage()} isBusy={isFetching}>
          {t('more', { count: lines.length })}
        </Button>
      )}
    </div>
  )
}
