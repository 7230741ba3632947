'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field.tsx'
import { Select } from '@/components/ui/select.tsx'
import { HistoryOrder, HistorySort } from '@/server/contract/history.ts'
import type { HistoryAddress } from './history-address.ts'
import { SORTS } from './history-columns.ts'
import type { ChangeAddress } from './use-history-address.ts'

/** The order as a list, for cards, which have no headings to press. */
export function SortChoice({ address, change }: { address: HistoryAddress; change: ChangeAddress }) {
  const t = useTranslations('history')
  return (
    <Field label={t('sort.label')}>
      {(control) => (
        <Select
          {...control}
          value={`${address.sort ?? 'number'} ${address.order ?? 'desc'}`}
          onChange={({ target }) => {
            const [sort, order] = target.value.split(' ')
            change({ sort: HistorySort.parse(sort), order: HistoryOrder.parse(order) })
          }}
        >
          {SORTS.flatMap((sort) =>
            HistoryOrder.options.map((order) => (
              <option key={`${sort} ${order}`} value={`${sort} ${order}`}>
                {t(`sort.${order}`, { column: t(`columns.${sort}`) })}
              </option>
            )),
          )}
        </Select>
      )}
    </Field>
  )
}
