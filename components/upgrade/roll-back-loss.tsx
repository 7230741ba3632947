'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'
import type { RollbackLoss, RollbackPreview } from '@/server/contract/choice.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { rollbackLossQuery } from './rollback-preview-query.ts'

/** What goes with a rollback. How many rows that is takes a reading of the whole MetaDB, so it is counted when somebody asks. */
export function RollBackLoss({ snapshot: { id, times }, preview: { dumps } }: { snapshot: JobSnapshot; preview: RollbackPreview }) {
  const t = useTranslations('run.rollback')
  const [isWanted, setIsWanted] = useState(false)
  const { data, error, isFetching, refetch } = useQuery({ ...rollbackLossQuery(id), enabled: isWanted })
  if (dumps.length === 0) return <Alert tone="good" title={t('lostNothing')} />
  if (data !== undefined) return <Counted loss={data} />
  const { t1 } = times
  return (
    <>
      <Alert
        tone="warn"
        title={t1 === null ? t('lostUnknownMeaning') : t.rich('lostSince', { time: () => <LocalTime iso={t1} /> })}
        actions={
          error === null && (
            <Button size="sm" isBusy={isFetching} onClick={() => setIsWanted(true)}>
              {t('count')}
            </Button>
          )
        }
      >
        <p>{t('lostCounting')}</p>
      </Alert>
      {error !== null && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
    </>
  )
}

function Counted({ loss: { tables, rows, examples } }: { loss: RollbackLoss }) {
  const t = useTranslations('run.rollback')
  if (tables === 0) return <Alert tone="idle" title={t('lostNone')} />
  const more = tables - examples.length
  return (
    <Alert tone="warn" title={t('lostCount', { rows, tables })}>
      <ul aria-label={t('lostExamples')} className="grid gap-x-6 font-mono text-sm sm:grid-cols-2">
        {examples.map((example) => (
          <li key={example} className="break-words">
            {example}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-sm">{t('lostMore', { count: more })}</p>}
    </Alert>
  )
}
