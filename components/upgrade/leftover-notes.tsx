'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { CodeBlock } from '@/components/ui/code-block.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { LeftoverActCard } from './leftover-act-card.tsx'
import { leftoverQuery } from './leftover-query.ts'

/** The stopped new container: whether it is in the way of the same upgrade, and what can be done about that. */
export function LeftoverNotes({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('run.rolledBack')
  const needs = useNeeds('inspect:read')
  const { data, error, refetch, isFetching } = useQuery({ ...leftoverQuery(snapshot), enabled: needs === null })
  const planned = snapshot.plan.node.newContainerName
  if (needs !== null) return <p className="text-ink-2">{needs}</p>
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
  const { container, isStopped, isInTheWay, newName, choices } = data
  const { name, status } = container
  const offered = isInTheWay ? choices : choices.filter(({ act }) => act === 'remove')
  return (
    <>
      {isStopped ? (
        <p className="max-w-prose">{isInTheWay ? t('inTheWay', { new: planned }) : t('kept', { name, new: planned })}</p>
      ) : (
        <Alert tone="bad" title={t('startedAgain', { name, status })}>
          <p>{t('startedAgainDo')}</p>
          <CodeBlock text={`docker stop ${name}`} label={t('stopCommand')} />
        </Alert>
      )}
      <ul className="space-y-2 pb-2">
        {offered.map((choice) => (
          <LeftoverActCard key={choice.act} snapshot={snapshot} choice={choice} name={name} newName={newName} />
        ))}
      </ul>
    </>
  )
}
