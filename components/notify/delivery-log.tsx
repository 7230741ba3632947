'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Select } from '@/components/ui/select.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { Table } from '@/components/ui/table.tsx'
import type { ChannelView, DeliveryStatus } from '@/server/contract/notification.ts'
import { deliveriesQuery } from './deliveries-query.ts'
import { DeliveryRow } from './delivery-row.tsx'

const STATUSES: DeliveryStatus[] = ['pending', 'sent', 'failed', 'given-up']

/** What was sent, what was not and why, newest first. */
export function DeliveryLog({ channels }: { channels: ChannelView[] }) {
  const t = useTranslations('notify.log')
  const tStatus = useTranslations('notify.status')
  const [channel, setChannel] = useState('')
  const [status, setStatus] = useState<DeliveryStatus | ''>('')
  const query = useInfiniteQuery(deliveriesQuery({ channel, status }))
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } = query
  const deliveries = data?.pages.flatMap((page) => page.deliveries)
  const isFiltered = channel !== '' || status !== ''
  return (
    <Section title={t('title')} description={t('text')} isFlush>
      <div className="flex flex-wrap gap-3 border-line border-b px-4 py-3">
        <Field label={t('channel')} className="w-56 max-w-full">
          {(control) => (
            <Select {...control} value={channel} onChange={(event) => setChannel(event.target.value)}>
              <option value="">{t('everyChannel')}</option>
              {channels.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('status')} className="w-56 max-w-full">
          {(control) => (
            <Select {...control} value={status} onChange={(event) => setStatus(STATUSES.find((each) => each === event.target.value) ?? '')}>
              <option value="">{t('everyStatus')}</option>
              {STATUSES.map((each) => (
                <option key={each} value={each}>
                  {tStatus(each)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {error && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
      {deliveries === undefined && !error && <Skeleton lines={3} />}
      {deliveries?.length === 0 && <p className="px-4 py-5 text-ink-2">{isFiltered ? t('noneFound') : t('empty')}</p>}
      {deliveries !== undefined && deliveries.length > 0 && (
        <Table label={t('title')}>
          <thead>
            <tr>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('what')}</th>
              <th scope="col">{t('about')}</th>
              <th scope="col">{t('outcome')}</th>
              <th scope="col">
                <span className="sr-only">{t('actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} />
            ))}
          </tbody>
        </Table>
      )}
      {hasNextPage && (
        <div className="border-line border-t px-4 py-3">
          <Button size="sm" isBusy={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {t('older')}
          </Button>
        </div>
      )}
    </Section>
  )
}
