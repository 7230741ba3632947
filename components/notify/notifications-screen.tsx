'use client'

import { useQuery } from '@tanstack/react-query'
import { BellRing, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { installationsQuery } from '@/components/installation/installations-query.ts'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { useMay } from '@/components/layout/person-context.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { ChannelView } from '@/server/contract/notification.ts'
import { ChannelForm } from './channel-form.tsx'
import { ChannelItem } from './channel-item.tsx'
import { channelsQuery } from './channels-query.ts'
import { DeliveryLog } from './delivery-log.tsx'
import { RemoveChannelDialog } from './remove-channel-dialog.tsx'

type Open = { kind: 'form'; channel: ChannelView | null } | { kind: 'remove'; channel: ChannelView } | null

/** Who hears of an upgrade without watching a screen, and whether they did. */
export function NotificationsScreen() {
  const t = useTranslations('notify')
  const isManager = useMay('notifications:manage')
  const { data, error, refetch, isFetching } = useQuery({ ...channelsQuery, enabled: isManager })
  const installations = useQuery(installationsQuery)
  const [open, setOpen] = useState<Open>(null)
  const names = new Map((installations.data ?? []).map(({ id, name }) => [id, name]))
  if (!isManager) return <Alert tone="warn" title={t('notForYou')} />
  const channels = data?.channels
  const add = (
    <Button variant="primary" onClick={() => setOpen({ kind: 'form', channel: null })}>
      <Plus aria-hidden />
      {t('add')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} actions={channels?.length ? add : undefined} />
      <div className="space-y-5">
        {error && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
        {data?.hasLinks === false && (
          <Alert tone="idle" title={t('noLinks')}>
            <p>{t('noLinksHint')}</p>
          </Alert>
        )}
        {(channels !== undefined || error === null) && (
          <Section title={t('channels')} isFlush>
            {channels === undefined && <Skeleton lines={4} />}
            {channels?.length === 0 && (
              <EmptyState icon={BellRing} title={t('emptyTitle')} actions={add}>
                <p>{t('emptyText')}</p>
              </EmptyState>
            )}
            {channels !== undefined && channels.length > 0 && (
              <ul className="divide-y divide-line">
                {channels.map((channel) => (
                  <ChannelItem
                    key={channel.id}
                    channel={channel}
                    names={names}
                    onChange={() => setOpen({ kind: 'form', channel })}
                    onRemove={() => setOpen({ kind: 'remove', channel })}
                  />
                ))}
              </ul>
            )}
          </Section>
        )}
        {channels !== undefined && channels.length > 0 && <DeliveryLog channels={channels} />}
      </div>
      {open?.kind === 'form' && <ChannelForm channel={open.channel} onClose={() => setOpen(null)} />}
      {open?.kind === 'remove' && <RemoveChannelDialog channel={open.channel} onClose={() => setOpen(null)} />}
    </>
  )
}
