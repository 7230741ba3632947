'use client'

import { useQuery } from '@tanstack/react-query'
import { DatabaseBackup, RotateCw } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { formatBytes } from '@/components/i18n/format-bytes.ts'
import { useMay } from '@/components/layout/person-context.tsx'
import { readJson } from '@/components/read/read-json.ts'
import { Button } from '@/components/ui/button.tsx'
import type { InstallationKept } from '@/server/contract/kept-databases.ts'

/** One line for each job that still keeps databases on the MetaDB; nothing where none does. */
export function KeptNote({ installationId }: { installationId: string }) {
  const t = useTranslations('adopt.kept')
  const mayRead = useMay('inspect:read')
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['installations', installationId, 'kept'],
    queryFn: ({ signal }) => readJson<InstallationKept>(`/api/installations/${encodeURIComponent(installationId)}/kept`, signal),
    enabled: mayRead,
    retry: false,
  })
  if (error !== null) {
    return (
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-sm">
        <span>{t('unread')}</span>
        <Button size="sm" onClick={() => refetch()} isBusy={isFetching}>
          {!isFetching && <RotateCw aria-hidden />}
          {t('retry')}
        </Button>
      </div>
    )
  }
  if (data === undefined || data.jobs.length === 0) return null
  return (
    <ul aria-label={t('title')} className="space-y-1">
      {data.jobs.map(({ id, number, databases: count, bytes }) => (
        <li key={id} className="flex items-start gap-2">
          <DatabaseBackup aria-hidden className="mt-1 size-4 shrink-0 text-ink-2" />
          <span>
            {t.rich(bytes === null ? 'jobUnknown' : 'job', {
              number,
              count,
              size: formatBytes(bytes ?? 0),
              link: (text) => (
                <Link href={`/upgrades/${encodeURIComponent(id)}`} className="text-accent underline underline-offset-2">
                  {text}
                </Link>
              ),
            })}
          </span>
        </li>
      ))}
    </ul>
  )
}
