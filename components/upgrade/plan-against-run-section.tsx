'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { SaidText } from '@/components/said-text.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Table } from '@/components/ui/table.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { type Measured, planAgainstRun } from './plan-against-run.ts'
import { useStepTitle } from './use-step-title.ts'

/** Less than this is the noise of two clocks, and no waiting. */
const BESIDE_WORTH_SAYING = 10

/** After a run: what the plan promised beside what it took, so that the next window is planned from this one. */
export function PlanAgainstRunSection({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('live.measured')
  const duration = useDuration()
  const stepTitle = useStepTitle()
  const compared = planAgainstRun(snapshot)
  if (compared === null) return null
  const { whole, steps, besideSeconds } = compared
  return (
    <Section title={t('title')}>
      <div className="space-y-3">
        <p className="text-lg">
          {t(whole.of, { took: duration(whole.tookSeconds), planned: duration(whole.plannedSeconds) })}{' '}
          <span className="font-semibold">
            <Difference {...whole} />
          </span>
        </p>
        {besideSeconds >= BESIDE_WORTH_SAYING && (
          <p className="max-w-prose text-ink-2">{t('beside', { duration: duration(besideSeconds) })}</p>
        )}
        <Disclosure summary={t('steps')}>
          <Table label={t('steps')}>
            <thead>
              <tr>
                {(['step', 'took', 'planned', 'difference', 'source'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {steps.map(({ planned, plannedSeconds, tookSeconds }) => (
                <tr key={planned.id}>
                  <th scope="row">{stepTitle(planned.id)}</th>
                  <td className="whitespace-nowrap tabular-nums">{duration(tookSeconds)}</td>
                  <td className="whitespace-nowrap tabular-nums">{duration(plannedSeconds)}</td>
                  <td className="whitespace-nowrap tabular-nums">
                    <Difference plannedSeconds={plannedSeconds} tookSeconds={tookSeconds} />
                  </td>
                  <td className="text-ink-2 text-sm">
                    <SaidText said={planned.estimateSource} />
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Disclosure>
      </div>
    </Section>
  )
}

function Difference({ plannedSeconds, tookSeconds }: Measured) {
  const t = useTranslations('live.measured')
  const duration = useDuration()
  const difference = tookSeconds - plannedSeconds
  if (difference === 0) return <span className="text-ink-2">{t('same')}</span>
  return difference > 0 ? (
    <span className="text-warn">{t('longer', { duration: duration(difference) })}</span>
  ) : (
    <span className="text-good">{t('shorter', { duration: duration(-difference) })}</span>
  )
}
