'use client'

import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { HistorySort } from '@/server/contract/history.ts'
import type { HistoryAddress } from './history-address.ts'
import type { ChangeAddress } from './use-history-address.ts'

interface SortHeadingProps {
  sort: HistorySort
  address: HistoryAddress
  change: ChangeAddress
  className?: string
}

/** A heading that sorts by its column, largest first, and the other way round at the second press. */
export function SortHeading({ sort, address, change, className }: SortHeadingProps) {
  const t = useTranslations('history.columns')
  const isSorted = (address.sort ?? 'number') === sort
  const order = address.order ?? 'desc'
  const next = isSorted && order === 'desc' ? 'asc' : 'desc'
  const Icon = !isSorted ? ArrowUpDown : order === 'desc' ? ArrowDown : ArrowUp
  return (
    <th scope="col" aria-sort={isSorted ? (order === 'desc' ? 'descending' : 'ascending') : undefined} className={className}>
      <button
        type="button"
        className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 hover:text-ink"
        onClick={() => change({ sort, order: next })}
      >
        {t(sort)}
        <Icon aria-hidden className={isSorted ? 'size-3.5 text-accent' : 'size-3.5 text-ink-3'} />
      </button>
    </th>
  )
}
