'use client'

import { useTranslations } from 'next-intl'
import { formatBytes } from '@/components/i18n/format-bytes.ts'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { Section } from '@/components/ui/section.tsx'
import type { BackupView } from '@/server/contract/job.ts'

/** The dumps that a way back depends on: where they are, what is in them, and what proves it. */
export function DumpsBoard({ backups }: { backups: BackupView[] }) {
  const t = useTranslations('run.dumps')
  return (
    <Section title={t('title')} isFlush>
      {backups.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">{t('none')}</p>
      ) : (
        <ul className="divide-y divide-line">
          {backups.map((backup) => (
            <li key={backup.file} className="space-y-0.5 px-4 py-2.5">
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="font-medium font-mono">{backup.database}</span>
                <span className="text-sm tabular-nums">
                  {t('content', { size: formatBytes(backup.bytes), tables: backup.tables, rows: backup.rows })}
                </span>
              </p>
              <Exact label={t('file')} text={backup.file} />
              <Exact label="SHA-256" text={backup.sha256} />
              <p className="text-ink-2 text-sm">{t.rich('verified', { time: () => <LocalTime iso={backup.verifiedAt} style="time" /> })}</p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Exact({ label, text }: { label: string; text: string }) {
  return (
    <p className="grid grid-cols-[minmax(0,max-content)_auto_1fr] items-center gap-x-1 text-sm">
      <span className="sr-only">{label}</span>
      <code title={text} className="min-w-0 truncate font-mono text-ink-2">
        {text}
      </code>
      <CopyButton text={text} label={label} />
    </p>
  )
}
