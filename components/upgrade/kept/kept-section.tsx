'use client'

import { useQuery } from '@tanstack/react-query'
import { RotateCw, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { formatBytes } from '@/components/i18n/format-bytes.ts'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useSay } from '@/components/i18n/use-say.ts'
import { useMay } from '@/components/layout/person-context.tsx'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Section } from '@/components/ui/section.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { KeptDatabase, KeptReading } from '@/server/contract/kept-databases.ts'
import { type AskedDrop, DropKeptDialog } from './drop-kept-dialog.tsx'
import { KeptList } from './kept-list.tsx'
import { keptQuery } from './kept-query.ts'

function totalOf(databases: KeptDatabase[]): number | null {
  return databases.reduce<number | null>((sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes), 0)
}

/** Databases that a rollback left on the MetaDB, and the button that drops them. Nothing where the job made none. */
export function KeptSection({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('run.kept')
  const mayRead = useMay('inspect:read')
  const [asked, setAsked] = useState<AskedDrop | null>(null)
  const { data, error, refetch, isFetching } = useQuery({ ...keptQuery(snapshot), enabled: mayRead })
  if (data?.noted === 0 || (data === undefined && error === null)) return null
  return (
    <Section
      title={t('title')}
      actions={
        error === null && (
          <Button size="sm" onClick={() => refetch()} isBusy={isFetching}>
            {!isFetching && <RotateCw aria-hidden />}
            {t('again')}
          </Button>
        )
      }
    >
      {error !== null ? (
        <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />
      ) : (
        data !== undefined && <Kept snapshot={snapshot} reading={data} onAsk={setAsked} />
      )}
      {asked !== null && <DropKeptDialog snapshot={snapshot} asked={asked} onClose={() => setAsked(null)} />}
    </Section>
  )
}

interface KeptProps {
  snapshot: JobSnapshot
  reading: KeptReading
  onAsk: (asked: AskedDrop) => void
}

function Kept({ snapshot, reading, onAsk }: KeptProps) {
  const t = useTranslations('run.kept')
  const say = useSay()
  const needs = useNeeds('upgrade:run')
  const { at, address, databases, unseen, seesSessions, choice } = reading
  const count = databases.length
  const total = totalOf(databases)
  const free = databases.filter(({ stays }) => stays === null)
  return (
    <div className="space-y-3">
      <div className="space-y-1">
        {count === 0 ? unseen.length === 0 && <p>{t('none', { address })}</p> : <p className="max-w-prose">{t('text', { count })}</p>}
        {count > 0 && snapshot.status !== 'finalized' && <p className="max-w-prose">{t('later')}</p>}
        {unseen.length > 0 && <p className="break-words">{t('unseen', { count: unseen.length, names: unseen.join(', ') })}</p>}
        <p className="text-ink-2 text-sm">{t.rich('readAt', { address, time: () => <LocalTime iso={at} style="time" /> })}</p>
      </div>
      {count > 0 && <KeptList databases={databases} />}
      {count > 1 && total !== null && <p className="text-sm tabular-nums">{t('total', { size: formatBytes(total) })}</p>}
      {snapshot.status === 'finalized' && count > 0 && (
        <Button
          disabledReason={choice.allowed ? needs : say(choice.reason)}
          onClick={() => choice.allowed && onAsk({ address, databases: free, seesSessions, consequence: choice.consequence })}
        >
          <Trash2 aria-hidden />
          {t('drop', { count: choice.allowed ? free.length : count })}
        </Button>
      )}
    </div>
  )
}
