'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { WindowLine } from '@/components/approval/window-line.tsx'
import { ZoneTime } from '@/components/approval/zone-time.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { WindowsReading } from '@/server/contract/maintenance-window.ts'
import { PolicyForm } from './policy-form.tsx'
import { WindowList } from './window-list.tsx'
import { windowsQuery } from './windows-query.ts'
import { ZoneForm } from './zone-form.tsx'

/** Whether upgrades of this installation need a second person, and when they may start. */
export function WindowsSection({ installationId }: { installationId: string }) {
  const t = useTranslations('approval.windows')
  const { data, error, refetch, isFetching } = useQuery(windowsQuery(installationId))
  return (
    <Section title={t('title')} description={t('text')}>
      {error !== null && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
      {data === undefined && error === null && <Skeleton lines={5} className="px-0" />}
      {data !== undefined && <Parts installationId={installationId} reading={data} />}
    </Section>
  )
}

function Parts({ installationId, reading }: { installationId: string; reading: WindowsReading }) {
  const t = useTranslations('approval.windows')
  const { now, next } = reading
  return (
    <div className="space-y-6">
      <PolicyForm installationId={installationId} reading={reading} />
      <div className="space-y-4">
        <h3 className="font-semibold">{t('when')}</h3>
        <p className="font-medium text-lg">
          <WindowLine window={now} />
        </p>
        <WindowList installationId={installationId} reading={reading} />
        {next.length > 0 && (
          <div className="space-y-1">
            <h4 className="font-medium text-sm">{t('next')}</h4>
            <ol className="list-decimal space-y-1 pl-5">
              {next.map(({ from, to }) => (
                <li key={from}>
                  <ZoneTime iso={from} timeZone={now.timeZone} /> {t('upTo')} <ZoneTime iso={to} timeZone={now.timeZone} />
                </li>
              ))}
            </ol>
          </div>
        )}
        <ZoneForm key={now.timeZone} installationId={installationId} timeZone={now.timeZone} />
      </div>
    </div>
  )
}
