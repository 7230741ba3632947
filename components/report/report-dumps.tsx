'use client'

import { useTranslations } from 'next-intl'
import { formatBytes } from '@/components/i18n/format-bytes.ts'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import type { BackupView } from '@/server/contract/job.ts'
import type { JobReport } from '@/server/contract/report.ts'
import { Mono } from './mono.tsx'
import { ReportPart } from './report-part.tsx'
import { ReportTable } from './report-table.tsx'

/** The dumps with what proves them, so that a file can be compared with `sha256sum` years later. */
export function ReportDumps({ report }: { report: JobReport }) {
  const t = useTranslations('report')
  return (
    <>
      <ReportPart title={t('dumps')}>
        {report.dumps.length === 0 ? <p>{t('none')}</p> : <Dumps label={t('dumps')} dumps={report.dumps} />}
      </ReportPart>
      {report.safetyDumps.length > 0 && (
        <ReportPart title={t('safetyDumps')}>
          <Dumps label={t('safetyDumps')} dumps={report.safetyDumps} />
        </ReportPart>
      )}
    </>
  )
}

function Dumps({ label, dumps }: { label: string; dumps: BackupView[] }) {
  const t = useTranslations('report')
  return (
    <ReportTable
      label={label}
      head={[t('database'), t('content'), t('file')]}
      rows={dumps.map((dump) => ({
        key: dump.file,
        cells: [
          <Mono key="database">{dump.database}</Mono>,
          <span key="content" className="tabular-nums">
            {t('dumpContent', { size: formatBytes(dump.bytes), tables: dump.tables, rows: dump.rows })}
            <span className="block text-ink-2 text-xs">
              <LocalTime iso={dump.verifiedAt} />
            </span>
          </span>,
          <span key="file">
            <Mono>{dump.file}</Mono>
            <span className="block">
              <span className="text-xs">SHA-256 </span>
              <Mono>{dump.sha256}</Mono>
            </span>
          </span>,
        ],
      }))}
    />
  )
}
