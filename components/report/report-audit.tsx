'use client'

import { useTranslations } from 'next-intl'
import { useActorText } from '@/components/audit/use-actor-text.ts'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import type { JobReport } from '@/server/contract/report.ts'
import { Mono } from './mono.tsx'
import { ReportPart } from './report-part.tsx'
import { ReportTable } from './report-table.tsx'

/** What the audit trail says of this job, and where its chain stood when the report was made. */
export function ReportAudit({ report }: { report: JobReport }) {
  const t = useTranslations('report')
  const actorText = useActorText()
  const { head, rows } = report.audit
  const wrong = rows?.filter(({ isTrue }) => isTrue === false) ?? []
  return (
    <ReportPart title={t('audit')} text={t('auditText')}>
      <p>
        {head === null ? (
          t('noHead')
        ) : (
          <>
            {t.rich('head', { id: head.id, time: () => <LocalTime iso={head.at} /> })} <Mono>{head.hash}</Mono>
          </>
        )}
      </p>
      {rows === null && <p>{t('auditHidden')}</p>}
      {rows !== null && (
        <>
          <p className={wrong.length > 0 ? 'font-semibold text-bad' : ''}>
            {wrong.length > 0 ? t('rowsWrong', { ids: wrong.map(({ id }) => id).join(', ') }) : t('rowsTrue', { count: rows.length })}
          </p>
          {rows.length > 0 && (
            <ReportTable
              label={t('audit')}
              head={['#', t('time'), t('who'), t('what')]}
              rows={rows.map((row) => ({
                key: String(row.id),
                cells: [
                  <span key="id" className="whitespace-nowrap">
                    {row.id}
                  </span>,
                  <LocalTime key="time" iso={row.at} />,
                  <span key="who" className="block min-w-28">
                    {actorText(row.actor)}
                    {row.address !== null && <span className="block text-ink-2 text-xs">{row.address}</span>}
                  </span>,
                  <span key="what" className="block">
                    <span className="font-mono text-xs">
                      {row.action}
                      {row.outcome === 'done' ? '' : ` · ${row.outcome}`}
                    </span>
                    <span className="block">
                      <Mono>{row.detailJson}</Mono>
                    </span>
                    <span className="block text-ink-2">
                      <Mono>{row.hash ?? t('noHash')}</Mono>
                    </span>
                  </span>,
                ],
              }))}
            />
          )}
        </>
      )}
    </ReportPart>
  )
}
