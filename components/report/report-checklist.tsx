'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { SaidText } from '@/components/said-text.tsx'
import type { JobReport } from '@/server/contract/report.ts'
import { ReportPart } from './report-part.tsx'
import { ReportTable } from './report-table.tsx'

export function ReportChecklist({ report }: { report: JobReport }) {
  const t = useTranslations('report')
  const tList = useTranslations('review.checklist')
  const { items, closedBecause, signedOffBy } = report.checklist
  return (
    <ReportPart title={t('checklist')}>
      {closedBecause !== null && (
        <p>
          <SaidText said={closedBecause} />
        </p>
      )}
      {items.length > 0 && (
        <ReportTable
          label={t('checklist')}
          head={[t('item'), t('signed')]}
          rows={items.map(({ id, text, names, signedOff, takenBack }) => ({
            key: id,
            cells: [
              <span key="text">
                <SaidText said={text} />
                {names.length > 0 && ` (${names.join(', ')})`}
              </span>,
              <div key="signed" className="min-w-40">
                {signedOff === null
                  ? tList('open')
                  : tList.rich('signed', { who: signedOff.by, time: () => <LocalTime iso={signedOff.at} /> })}
                {signedOff?.note && <p className="break-words">{signedOff.note}</p>}
                {takenBack.map((old) => (
                  <p key={old.id} className="break-words text-ink-2">
                    {tList.rich('takenBack', {
                      who: old.by,
                      by: old.takenBackBy ?? '',
                      reason: old.takenBackReason ?? '',
                      time: () => <LocalTime iso={old.takenBackAt ?? old.at} />,
                    })}
                  </p>
                ))}
              </div>,
            ],
          }))}
        />
      )}
      {signedOffBy !== null && <p className="font-semibold">{tList('complete', { who: signedOffBy.join(', ') })}</p>}
    </ReportPart>
  )
}
