'use client'

import { useTranslations } from 'next-intl'
import { formatBytes } from '@/components/i18n/format-bytes.ts'
import { SaidText } from '@/components/said-text.tsx'
import type { KeptDatabase } from '@/server/contract/kept-databases.ts'

/** Each database with what it is and how large, as far as the server tells. */
export function KeptList({ databases }: { databases: KeptDatabase[] }) {
  const t = useTranslations('run.kept')
  const sizeOf = ({ tables, bytes }: KeptDatabase) => {
    if (tables === 0) return t('empty')
    return bytes === null ? t('sizeUnknown', { tables }) : t('size', { tables, size: formatBytes(bytes) })
  }
  return (
    <ul className="max-w-2xl divide-y divide-line">
      {databases.map((database) => (
        <li key={database.name} className="space-y-0.5 py-2 first:pt-0 last:pb-0">
          <p className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="min-w-0 break-all font-medium font-mono">{database.name}</span>
            <span className="text-sm tabular-nums">{sizeOf(database)}</span>
          </p>
          <p className="break-words text-ink-2 text-sm">{t(`kind.${database.kind}`, { of: database.of })}</p>
          {database.stays !== null && (
            <p className="break-words text-sm">
              <SaidText said={database.stays} />
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
