'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { documentNumber } from '@/components/plan/document-number.ts'
import { useDriverName } from '@/components/plan/use-driver-name.ts'
import { ApprovalLine } from '@/components/review/approval-line.tsx'
import { SaidText } from '@/components/said-text.tsx'
import { Facts } from '@/components/ui/facts.tsx'
import { useStepTitle } from '@/components/upgrade/use-step-title.ts'
import type { JobReport } from '@/server/contract/report.ts'
import type { Said } from '@/server/contract/said.ts'
import { Mono } from './mono.tsx'
import { ReportPart } from './report-part.tsx'
import { ReportTable } from './report-table.tsx'

/** The plan with its hash, who approved it, its steps with the exact commands, and what differs between the containers. */
export function ReportPlan({ report }: { report: JobReport }) {
  const t = useTranslations('report')
  const tPlan = useTranslations('plan')
  const tRun = useTranslations('run')
  const duration = useDuration()
  const stepTitle = useStepTitle()
  const driverName = useDriverName()
  const { plan, planHash, isPlanHashTrue, approvals } = report
  const { from, to, node, databases } = plan
  function paragraph(source: string): string {
    const number = documentNumber(source)
    return number === null ? tPlan('steps.panel') : tRun('step.documentLong', { number })
  }
  return (
    <>
      <ReportPart title={t('plan')}>
        <Facts
          facts={[
            { label: t('hash'), value: <Mono>{planHash}</Mono> },
            { label: t('hashCheck'), value: t(isPlanHashTrue ? 'hashTrue' : 'hashFalse') },
            { label: t('images'), value: <Mono>{`${from.image} → ${to.image}`}</Mono> },
            { label: t('imageId'), value: <Mono>{`${to.imageId} (${to.architecture})`}</Mono> },
            {
              label: t('containers'),
              value: (
                <Mono>{`${node.oldContainer.name} (${node.oldContainer.id.slice(0, 12)}) → ${node.newContainerName} · ${node.hostIp}`}</Mono>
              ),
            },
            { label: t('databases'), value: <Mono>{[databases.rm, databases.cm, ...databases.heartbeats].join(', ')}</Mono> },
            { label: t('backupFolder'), value: <Mono>{plan.backupFolder}</Mono> },
            { label: t('driver'), value: driverName(plan.consoleDriver) },
            { label: t('recovery'), value: tPlan(plan.storeRecovery === 'perceive-checkpoint' ? 'options.perceive' : 'options.refetch') },
            { label: t('plannedDowntime'), value: duration(plan.downtimeSeconds) },
            ...(plan.weakProofs === undefined ? [] : [{ label: tPlan('summary.proofs'), value: <PlannedProofs weak={plan.weakProofs} /> }]),
            { label: t('confirmed'), value: plan.confirmed.length === 0 ? t('none') : <Mono>{plan.confirmed.join(', ')}</Mono> },
          ]}
        />
      </ReportPart>
      <ReportPart title={t('approvals')}>
        {approvals.length === 0 ? (
          <p>{t('none')}</p>
        ) : (
          approvals.map((entry) => <ApprovalLine key={`${entry.at} ${entry.by}`} approval={entry} />)
        )}
      </ReportPart>
      <ReportPart title={t('planSteps')}>
        <ReportTable
          label={t('planSteps')}
          head={[t('step'), t('commands'), t('estimate')]}
          rows={plan.steps.map((step) => ({
            key: step.id,
            cells: [
              <span key="title">
                <span className="font-medium">{stepTitle(step.id)}</span>
                <span className="block text-ink-2 text-xs">{paragraph(step.source)}</span>
              </span>,
              <div key="commands">
                {step.commands.map((command) => (
                  <pre key={command} className="whitespace-pre-wrap break-all font-mono text-xs">
                    {command}
                  </pre>
                ))}
                <p className="text-ink-2 text-xs">
                  {tPlan('steps.undo')}: <SaidText said={step.undoneBy} />
                </p>
              </div>,
              <span key="estimate" className="whitespace-nowrap">
                {duration(step.estimateSeconds)}
              </span>,
            ],
          }))}
        />
      </ReportPart>
      <ReportPart title={t('diff')}>
        {plan.diff.length === 0 ? (
          <p>{t('none')}</p>
        ) : (
          <ReportTable
            label={t('diff')}
            head={[t('property'), t('before'), t('after')]}
            rows={plan.diff.map((row) => ({
              key: row.path,
              cells: [
                <Mono key="path">{row.path}</Mono>,
                <Mono key="before">{row.before ?? t('absent')}</Mono>,
                row.kind === 'same' ? t('same') : <Mono key="after">{row.after ?? t('absent')}</Mono>,
              ],
            }))}
          />
        )}
      </ReportPart>
    </>
  )
}

/** Nothing is folded on paper. */
function PlannedProofs({ weak }: { weak: Said[] }) {
  const t = useTranslations('plan.summary')
  if (weak.length === 0) return t('proofsWhole')
  return (
    <>
      <p>{t('proofsWeak', { count: weak.length })}</p>
      <ul className="text-sm [overflow-wrap:anywhere]">
        {weak.map((said) => (
          <li key={JSON.stringify(said)}>
            <SaidText said={said} />
          </li>
        ))}
      </ul>
    </>
  )
}
