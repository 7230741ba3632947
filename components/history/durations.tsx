'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { DurationTable } from './duration-table.tsx'
import { durationsQuery } from './durations-query.ts'

// The drawing library comes only where something is drawn.
const DurationChart = dynamic(() => import('./duration-chart.tsx').then((module) => module.DurationChart), {
  ssr: false,
  loading: () => <Skeleton lines={6} />,
})

/** How long the finished upgrades of an installation took, as a picture and as a table. */
export function Durations({ installationId }: { installationId: string }) {
  const t = useTranslations('history.chart')
  const { data, error, refetch, isFetching } = useQuery(durationsQuery(installationId))
  return (
    <>
      {error && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
      {data === undefined && error === null && <Skeleton lines={6} />}
      {data?.length === 0 && <p className="text-ink-2">{t('empty')}</p>}
      {data !== undefined && data.length > 0 && (
        <div className="space-y-3">
          <DurationChart points={data} />
          <Disclosure summary={t('asTable')}>
            <DurationTable points={data} />
          </Disclosure>
        </div>
      )}
    </>
  )
}
