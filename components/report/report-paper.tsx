'use client'

import { useLocale, useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { DecisionLine } from '@/components/review/decision-line.tsx'
import { JobPeople } from '@/components/review/job-people.tsx'
import { SaidText } from '@/components/said-text.tsx'
import type { JobReport } from '@/server/contract/report.ts'
import { Mono } from './mono.tsx'
import { ReportAudit } from './report-audit.tsx'
import { ReportChecklist } from './report-checklist.tsx'
import { ReportComments } from './report-comments.tsx'
import { ReportDumps } from './report-dumps.tsx'
import { ReportPart } from './report-part.tsx'
import { ReportPlan } from './report-plan.tsx'
import { ReportRun } from './report-run.tsx'
import { ReportServers } from './report-servers.tsx'
import { ReportWeak } from './report-weak.tsx'
import { ZoneName } from './zone-name.tsx'

/** What is printed. A table frames it, because browsers repeat a table's head on every page of paper. */
export function ReportPaper({ report }: { report: JobReport }) {
  const t = useTranslations('report')
  const locale = useLocale()
  const { job, planHash, runs, decisions } = report
  const words = { number: job.number, installation: job.installation.name }
  return (
    <table role="presentation" lang={locale === 'zh' ? 'zh-CN' : 'en'} className="block w-full print:table">
      <thead className="hidden print:table-header-group">
        <tr>
          <td className="border-line border-b pb-1 text-xs">
            {t('heading', words)} · {t('hash')} <span className="font-mono">{planHash}</span>
          </td>
        </tr>
      </thead>
      <tbody className="block print:table-row-group">
        <tr className="block print:table-row">
          <td className="block print:table-cell print:pt-3">
            <article className="space-y-6">
              <header className="space-y-1">
                <h1 className="font-semibold text-xl tracking-tight">{t('heading', words)}</h1>
                <p className="tabular-nums">{t('versions', { from: job.fromVersion, to: job.toVersion })}</p>
                <p className="text-ink-2 text-sm">
                  {t.rich('made', { who: report.madeFor, time: () => <LocalTime iso={report.madeAt} /> })} <ZoneName />
                </p>
              </header>
              <ReportPart title={t('people')}>
                <JobPeople report={report} />
              </ReportPart>
              <ReportPlan report={report} />
              {runs.map((run) => (
                <ReportRun key={run.id} run={run} />
              ))}
              <ReportPart title={t('decisions')}>
                {decisions.length === 0 && <p>{t('none')}</p>}
                {decisions.map((decision) => (
                  <DecisionLine key={`${decision.at} ${decision.action}`} decision={decision} showsStep />
                ))}
              </ReportPart>
              <ReportDumps report={report} />
              <ReportWeak report={report} />
              <ReportServers report={report} />
              <ReportPart title={t('ha')}>
                <p>
                  {t('haBefore')} <Mono>{report.haConfig.before ?? t('none')}</Mono>
                </p>
                <p>
                  {t('haAfter')} <Mono>{report.haConfig.after ?? t('none')}</Mono>
                </p>
              </ReportPart>
              {report.needsHand !== null && (
                <ReportPart title={t('hand')}>
                  {report.needsHand.length === 0 && <p>{t('none')}</p>}
                  {report.needsHand.map(({ kind, toDo, components }) => (
                    <p key={kind}>
                      <span className="font-medium">{kind}</span>:{' '}
                      {components.map((one) => `${one.project}: ${one.name} ${one.status}`).join(', ')}. <SaidText said={toDo} />
                    </p>
                  ))}
                </ReportPart>
              )}
              <ReportChecklist report={report} />
              <ReportComments report={report} />
              <ReportAudit report={report} />
            </article>
          </td>
        </tr>
      </tbody>
    </table>
  )
}
