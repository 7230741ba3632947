'use client'

import { useTranslations } from 'next-intl'
import { formatBytes } from '@/components/i18n/format-bytes.ts'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { SaidText } from '@/components/said-text.tsx'
import { Badge } from '@/components/ui/badge.tsx'
import type { RollbackPreview } from '@/server/contract/choice.ts'

/** The dumps that would be restored, each with what was just found when it was read again. */
export function RollBackDumps({ preview: { dumps, verifiedAt } }: { preview: RollbackPreview }) {
  const t = useTranslations('run.rollback')
  if (dumps.length === 0) return <p>{t('dumpsNone')}</p>
  return (
    <ul className="divide-y divide-line rounded-md border border-line">
      {dumps.map(({ database, file, bytes, verified, problem }) => (
        <li key={file} className="space-y-0.5 px-3 py-2">
          <p className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <span className="font-medium font-mono">
              {database} <span className="font-normal font-sans text-ink-2 text-sm tabular-nums">{formatBytes(bytes)}</span>
            </span>
            <Badge tone={verified ? 'good' : 'bad'} className="whitespace-normal">
              {verified ? t.rich('dumpsVerified', { time: () => <LocalTime iso={verifiedAt} style="time" /> }) : t('dumpBroken')}
            </Badge>
          </p>
          <p className="break-all font-mono text-ink-2 text-sm">{file}</p>
          {problem !== null && (
            <p className="font-medium text-bad">
              <SaidText said={problem} />
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
