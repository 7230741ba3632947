'use client'

import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { SaidText } from '@/components/said-text.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { Tone } from '@/components/ui/tone.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { WorldVerdict } from '@/server/contract/world.ts'
import { WorldItems } from './world-items.tsx'
import { worldQuery } from './world-query.ts'

const TONE: Record<WorldVerdict, Tone> = {
  'old-runs': 'good',
  'new-runs': 'warn',
  'other-runs': 'warn',
  'both-run': 'bad',
  'none-runs': 'bad',
  unknown: 'warn',
}

/** What runs now, read from the engine, the MetaDB and the console, with the time: the journal does not know what people did outside. */
export function WorldLook({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('run.look')
  const needs = useNeeds('inspect:read')
  const { data, error, refetch, isFetching } = useQuery({ ...worldQuery(snapshot, 'page'), enabled: needs === null })
  return (
    <div className="min-w-0 space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{t('title')}</h3>
        {needs === null && (
          <Button size="sm" onClick={() => refetch()} isBusy={isFetching}>
            {!isFetching && <RotateCw aria-hidden />}
            {t('again')}
          </Button>
        )}
      </div>
      {needs !== null && <p className="text-ink-2">{needs}</p>}
      {error !== null && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
      {needs === null && data === undefined && error === null && <Skeleton lines={5} className="px-0" />}
      {data !== undefined && (
        <>
          <Alert tone={TONE[data.verdict]} title={<SaidText said={data.said} />} />
          <p className="text-ink-2 text-sm">{t.rich('readAt', { time: () => <LocalTime iso={data.at} style="time" /> })}</p>
          <WorldItems items={data.items} />
          {data.containers !== null && data.containers.length > 0 && (
            <p className="break-words text-ink-2 text-sm">
              {t('containers', { list: data.containers.map(({ name, state }) => `${name} (${state})`).join(', ') })}
            </p>
          )}
        </>
      )}
    </div>
  )
}
