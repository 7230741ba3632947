'use client'

import { useQuery } from '@tanstack/react-query'
import { ClipboardList, Download, SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { HelpLink } from '@/components/help/help-link.tsx'
import { useZone } from '@/components/i18n/use-zone.ts'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { ButtonLink } from '@/components/ui/button-link.tsx'
import { buttonStyle } from '@/components/ui/button-style.ts'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { HistoryPage, HistoryRow } from '@/server/contract/history.ts'
import { CompareBar } from './compare-bar.tsx'
import { type Chosen, toggled } from './compare-choice.ts'
import { DurationFold } from './duration-fold.tsx'
import { askedSearch, type HistoryAddress, isFiltered } from './history-address.ts'
import { HistoryCards } from './history-cards.tsx'
import { ClearFilter, HistoryFilter } from './history-filter.tsx'
import { HistoryPager } from './history-pager.tsx'
import { historyQuery } from './history-query.ts'
import { HistoryTable } from './history-table.tsx'
import { SortChoice } from './sort-choice.tsx'
import { type ChangeAddress, useHistoryAddress } from './use-history-address.ts'

export function HistoryScreen() {
  const t = useTranslations('jobs')
  const needs = useNeeds('upgrade:plan')
  const { address, change } = useHistoryAddress()
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery(historyQuery(address, useZone()))
  const [chosen, setChosen] = useState<Chosen[]>([])
  const plan = (
    <ButtonLink disabledReason={needs} href="/upgrades/new" variant="primary">
      {t('list.new')}
    </ButtonLink>
  )
  const isEmpty = data !== undefined && data.rows.length === 0 && data.before === null && !isFiltered(address)
  return (
    <>
      <PageHeader title={t('list.title')} actions={isEmpty ? undefined : plan} />
      {error && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
      {isEmpty && (
        <Section isFlush>
          <EmptyState
            icon={ClipboardList}
            title={t('empty.title')}
            actions={
              <>
                {plan}
                <HelpLink journey="plan" />
              </>
            }
          >
            <p>{t('empty.text')}</p>
          </EmptyState>
        </Section>
      )}
      {!isEmpty && (data !== undefined || error === null) && (
        <Section isFlush>
          <HistoryFilter address={address} change={change} />
          {address.installation !== undefined && <DurationFold installationId={address.installation} />}
          {data === undefined ? (
            <Skeleton lines={6} />
          ) : (
            <Found
              page={data}
              isOld={isPlaceholderData}
              address={address}
              change={change}
              chosen={chosen}
              onToggle={(job) => setChosen((before) => toggled(before, job))}
            />
          )}
        </Section>
      )}
      <CompareBar chosen={chosen} onClear={() => setChosen([])} />
    </>
  )
}

interface FoundProps {
  page: HistoryPage
  /** The page of another filter, in view until this one's is there. */
  isOld: boolean
  address: HistoryAddress
  change: ChangeAddress
  chosen: Chosen[]
  onToggle: (job: HistoryRow) => void
}

function Found({ page, isOld, address, change, chosen, onToggle }: FoundProps) {
  const t = useTranslations('history')
  const zone = useZone()
  const { after: _, before: __, ...whole } = address
  return (
    <div aria-busy={isOld || undefined} className={isOld ? 'opacity-60' : ''}>
      <div className="flex flex-wrap items-center justify-between gap-3 border-line border-b px-4 py-2">
        <p role="status" className="text-ink-2 text-sm">
          {t(isFiltered(address) ? 'totalFound' : 'total', { count: page.total })}
        </p>
        <a href={`/api/upgrades/export?${askedSearch(whole, zone)}`} download className={buttonStyle({ size: 'sm' })}>
          <Download aria-hidden />
          {t('exportCsv')}
        </a>
      </div>
      {page.rows.length === 0 ? (
        <EmptyState icon={SearchX} title={t('nothing.title')} actions={<ClearFilter change={change} />}>
          <p>{t('nothing.text')}</p>
        </EmptyState>
      ) : (
        <>
          <div className="hidden lg:block">
            <HistoryTable rows={page.rows} chosen={chosen} onToggle={onToggle} address={address} change={change} />
          </div>
          <div className="lg:hidden">
            <div className="border-line border-b px-4 py-3">
              <SortChoice address={address} change={change} />
            </div>
            <HistoryCards rows={page.rows} chosen={chosen} onToggle={onToggle} />
          </div>
        </>
      )}
      <HistoryPager page={page} change={change} />
    </div>
  )
}
