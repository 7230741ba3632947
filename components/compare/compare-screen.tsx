'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { CommandDifferences } from './command-differences.tsx'
import { compareQuery, runChoicesQuery } from './compare-query.ts'
import { ComparedSteps } from './compared-steps.tsx'
import { ComparedSummary } from './compared-summary.tsx'
import { ContainerDifferences } from './container-differences.tsx'
import { PlanDifferences } from './plan-differences.tsx'
import { RunPicker } from './run-picker.tsx'

/** Two runs beside each other. Their ids stand in the address, so that a comparison can be sent to somebody. */
export function CompareScreen({ a, b }: { a: string; b: string }) {
  const t = useTranslations('review.compare')
  const router = useRouter()
  const isChosen = a !== '' && b !== ''
  const choices = useQuery(runChoicesQuery)
  const { data, error, refetch, isFetching } = useQuery({ ...compareQuery(a, b), enabled: isChosen })
  const go = (next: { a: string; b: string }) => router.replace(`/upgrades/compare?${new URLSearchParams(next)}`)
  return (
    <div className="space-y-5">
      <PageHeader trail={[{ href: '/upgrades', label: t('trail') }]} title={t('title')} description={t('text')} />
      <Section title={t('choose')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <RunPicker
            label={t('a')}
            value={data?.a.id ?? a}
            choices={choices.data ?? []}
            known={data?.a}
            onChange={(id) => go({ a: id, b })}
          />
          <RunPicker
            label={t('b')}
            value={data?.b.id ?? b}
            choices={choices.data ?? []}
            known={data?.b}
            onChange={(id) => go({ a, b: id })}
          />
        </div>
        {!isChosen && <p className="pt-3 text-ink-2">{t('chooseTwo')}</p>}
      </Section>
      {isChosen && error && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
      {isChosen && !error && data === undefined && (
        <Section>
          <Skeleton lines={8} />
        </Section>
      )}
      {data !== undefined && !error && (
        <>
          <Section title={t('summary')} isFlush>
            <ComparedSummary comparison={data} />
          </Section>
          <Section title={t('steps')} description={t('stepsText')} isFlush>
            <ComparedSteps comparison={data} />
          </Section>
          <Section title={t('plan')} isFlush>
            <PlanDifferences rows={data.plan} />
          </Section>
          <Section title={t('commands')}>
            <CommandDifferences steps={data.steps} />
          </Section>
          <Section title={t('container')} isFlush>
            <ContainerDifferences rows={data.container} />
          </Section>
        </>
      )}
    </div>
  )
}
