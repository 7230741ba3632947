import { useTranslations } from 'next-intl'
import { SaidText } from '@/components/said-text.tsx'
import { useStepTitle } from '@/components/upgrade/use-step-title.ts'
import type { JobReport } from '@/server/contract/report.ts'
import { ReportPart } from './report-part.tsx'
import { ReportTable } from './report-table.tsx'

/** What the job could not prove, by name: whoever audits it has to know what is not covered by "equal". */
export function ReportWeak({ report: { dumps, weakProofs } }: { report: JobReport }) {
  const t = useTranslations('report')
  const stepTitle = useStepTitle()
  if (weakProofs.length === 0)
    return (
      <ReportPart title={t('weak')}>
        <p>{t(dumps.length === 0 ? 'weakNotYet' : 'weakNone')}</p>
      </ReportPart>
    )
  return (
    <ReportPart title={t('weak')} text={t('weakText')}>
      <ReportTable
        label={t('weak')}
        head={[t('step'), t('weakWhat')]}
        rows={weakProofs.map(({ stepId, proofs }) => ({
          key: stepId,
          cells: [
            stepTitle(stepId),
            <ul key="proofs" className="[overflow-wrap:anywhere]">
              {proofs.map((said) => (
                <li key={JSON.stringify(said)}>
                  <SaidText said={said} />
                </li>
              ))}
            </ul>,
          ],
        }))}
      />
    </ReportPart>
  )
}
