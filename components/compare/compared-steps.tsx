'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { StatusBadge } from '@/components/review/status-badge.tsx'
import { cn } from '@/components/ui/cn.ts'
import { Table } from '@/components/ui/table.tsx'
import { useStepTitle } from '@/components/upgrade/use-step-title.ts'
import type { ComparedStepSide, RunComparison } from '@/server/contract/report.ts'
import { useDifference } from './use-difference.ts'

/** Each step of both lists, its outcomes and its times as numbers and as bars of one scale. */
export function ComparedSteps({ comparison }: { comparison: RunComparison }) {
  const t = useTranslations('review.compare')
  const stepTitle = useStepTitle()
  const difference = useDifference()
  const { steps } = comparison
  const longest = Math.max(1, ...steps.flatMap(({ a, b }) => [a?.seconds ?? 0, b?.seconds ?? 0]))
  return (
    <Table label={t('steps')}>
      <thead>
        <tr>
          <th scope="col">{t('step')}</th>
          <th scope="col">{t('a')}</th>
          <th scope="col">{t('b')}</th>
          <th scope="col">{t('difference')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.id}>
            <th scope="row" className="min-w-40 whitespace-normal! text-base! text-ink!">
              {stepTitle(step.id)}
            </th>
            <td className="w-1/3 min-w-48">
              <Side side={step.a} longest={longest} colour="bg-busy" />
            </td>
            <td className="w-1/3 min-w-48">
              <Side side={step.b} longest={longest} colour="bg-accent" />
            </td>
            <td className="whitespace-nowrap tabular-nums">{difference(step.a?.seconds ?? null, step.b?.seconds ?? null)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Side({ side, longest, colour }: { side: ComparedStepSide | null; longest: number; colour: string }) {
  const t = useTranslations('review.compare')
  const duration = useDuration()
  if (side === null) return <span className="text-ink-2">{t('notInList')}</span>
  const { status, attempts, seconds, estimateSeconds } = side
  return (
    <div className="space-y-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StatusBadge status={status} />
        {attempts > 1 && <span className="text-sm">{t('attempts', { count: attempts })}</span>}
      </p>
      {seconds !== null && (
        <span aria-hidden className="block h-2 rounded-sm bg-sunken">
          <span className={cn('block h-2 min-w-0.5 rounded-sm', colour)} style={{ width: `${(seconds / longest) * 100}%` }} />
        </span>
      )}
      <p className="text-sm tabular-nums">
        {seconds === null
          ? t('estimate', { estimate: duration(estimateSeconds) })
          : t('took', { duration: duration(seconds), estimate: duration(estimateSeconds) })}
      </p>
    </div>
  )
}
