'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Download, ScrollText } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { HelpLink } from '@/components/help/help-link.tsx'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { useMay } from '@/components/layout/person-context.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'
import { buttonStyle } from '@/components/ui/button-style.ts'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { AuditFilterForm } from './audit-filter-form.tsx'
import { auditQuery } from './audit-query.ts'
import { AuditRows } from './audit-rows.tsx'
import { ChainBanner } from './chain-banner.tsx'

export function AuditScreen() {
  const t = useTranslations('audit')
  const mayRead = useMay('audit:read')
  const search = useSearchParams().toString()
  if (mayRead) return <Trail search={search} />
  return (
    <>
      <PageHeader title={t('title')} />
      <Alert tone="warn" title={t('mayNot.title')}>
        <p>{t('mayNot.text')}</p>
      </Alert>
    </>
  )
}

function Trail({ search }: { search: string }) {
  const t = useTranslations('audit')
  const { data, error, refetch, isFetching, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(auditQuery(search))
  const rows = data?.pages.flatMap((page) => page.rows)
  const exports = (['csv', 'jsonl'] as const).map((format) => (
    <a key={format} href={`/api/audit/export?format=${format}${search === '' ? '' : `&${search}`}`} download className={buttonStyle()}>
      <Download aria-hidden />
      {t(`export.${format}`)}
    </a>
  ))
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={exports} />
      <div className="space-y-4">
        <ChainBanner />
        <Section isFlush>
          <AuditFilterForm search={search} choices={data?.pages.at(-1)?.choices} />
        </Section>
        {error && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
        {(rows !== undefined || error === null) && (
          <Section isFlush>
            {rows === undefined && <Skeleton lines={8} />}
            {rows?.length === 0 && (
              <EmptyState icon={ScrollText} title={t('none.title')} actions={<HelpLink journey="review" />}>
                <p>{search === '' ? t('none.empty') : t('none.text')}</p>
              </EmptyState>
            )}
            {rows !== undefined && rows.length > 0 && (
              <>
                <AuditRows rows={rows} />
                <div className="border-line border-t px-4 py-3">
                  {hasNextPage ? (
                    <Button onClick={() => fetchNextPage()} isBusy={isFetchingNextPage}>
                      {t('older')}
                    </Button>
                  ) : (
                    <p className="text-ink-2 text-sm">{t('end')}</p>
                  )}
                </div>
              </>
            )}
          </Section>
        )}
      </div>
    </>
  )
}
