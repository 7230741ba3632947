'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useDriverName } from '@/components/plan/use-driver-name.ts'
import { useStepTitle } from '@/components/upgrade/use-step-title.ts'
import type { RunKind } from '@/server/contract/job.ts'
import type { JobReport } from '@/server/contract/report.ts'
import type { StepId } from '@/server/contract/steps.ts'
import { Mono } from './mono.tsx'
import { ReportPart } from './report-part.tsx'
import { ReportTable } from './report-table.tsx'

const KINDS: Partial<Record<StepId, RunKind>> = { 'old-servers-online': 'rollback', 'undo-ha-on': 'undo' }

/** The last reading of the steps that check the servers. */
export function ReportServers({ report }: { report: JobReport }) {
  const t = useTranslations('report')
  const tRuns = useTranslations('review.runs')
  const stepTitle = useStepTitle()
  const driverName = useDriverName()
  const kind = (stepId: StepId) => tRuns(`kind.${KINDS[stepId] ?? 'upgrade'}`)
  return (
    <ReportPart title={t('servers')}>
      {report.servers.length === 0 && <p>{t('noServers')}</p>}
      {report.servers.map(({ stepId, at, driver, servers, beats, excepted }) => (
        <div key={stepId} className="space-y-1">
          <p className="text-sm">
            {t.rich('seen', {
              kind: kind(stepId),
              step: stepTitle(stepId),
              driver: driverName(driver),
              time: () => <LocalTime iso={at} />,
            })}
          </p>
          <ReportTable
            label={`${t('servers')}: ${kind(stepId)}`}
            head={[t('server'), t('region'), t('state'), t('beats')]}
            rows={servers.map((server) => ({
              key: server.ip,
              cells: [<Mono key="ip">{server.ip}</Mono>, server.region ?? t('absent'), server.status, beats?.[server.ip] ?? t('absent')],
            }))}
          />
          {beats === null && <p className="text-sm">{t('beatsWeak')}</p>}
          {excepted.map(({ ip, reason, by, at: when }) => (
            <p key={ip} className="text-sm">
              {t.rich('excepted', { ip, by, reason, time: () => <LocalTime iso={when} /> })}
            </p>
          ))}
        </div>
      ))}
    </ReportPart>
  )
}
