'use client'

import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button.tsx'
import type { HistoryPage } from '@/server/contract/history.ts'
import type { ChangeAddress } from './use-history-address.ts'

interface HistoryPagerProps {
  page: HistoryPage
  change: ChangeAddress
}

export function HistoryPager({ page: { after, before }, change }: HistoryPagerProps) {
  const t = useTranslations('history.pages')
  if (after === null && before === null) return null
  function go(where: { after?: string; before?: string }): void {
    change({ after: undefined, before: undefined, ...where })
    window.scrollTo({ top: 0 })
  }
  return (
    <nav aria-label={t('label')} className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-4 py-3">
      {before !== null && (
        <>
          <Button size="sm" variant="ghost" onClick={() => go({})}>
            <ChevronsLeft aria-hidden />
            {t('first')}
          </Button>
          <Button size="sm" onClick={() => go({ before })}>
            <ChevronLeft aria-hidden />
            {t('previous')}
          </Button>
        </>
      )}
      {after !== null && (
        <Button size="sm" onClick={() => go({ after })}>
          {t('next')}
          <ChevronRight aria-hidden />
        </Button>
      )}
    </nav>
  )
}
