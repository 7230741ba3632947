'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { LeftoverActCard } from './leftover-act-card.tsx'
import { leftoverQuery } from './leftover-query.ts'

/** The stopped new container: whether it is in the way of the same upgrade, and what can be done about that. */
export function LeftoverNotes({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('run.rolledBack')
  const { data, error, refetch, isFetching } = useQuery(leftoverQuery(snapshot))
  const planned = snapshot.plan.node.newContainerName
  if (error !== null) return <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />
  if (data === undefined) {
    return (
      <>
        <p>{t('looking')}</p>
        <Skeleton lines={3} className="px-0" />
      </>
    )
  }
  if (data.state === 'none') return <p className="max-w-prose">{t('nothingInTheWay', { new: planned })}</p>
  const { container, isInTheWay, newName, choices } = data
  const offered = isInTheWay ? choices : choices.filter(({ act }) => act === 'remove')
  return (
    <>
      <p className="max-w-prose">{isInTheWay ? t('inTheWay', { new: planned }) : t('kept', { name: container.name, new: planned })}</p>
      <ul className="space-y-2">
        {offered.map((choice) => (
          <LeftoverActCard key={choice.act} snapshot={snapshot} choice={choice} name={container.name} newName={newName} />
        ))}
      </ul>
    </>
  )
}
