'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { WindowLine } from '@/components/approval/window-line.tsx'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useSay } from '@/components/i18n/use-say.ts'
import { ReadError } from '@/components/read/read-error.ts'
import { Badge } from '@/components/ui/badge.tsx'
import { stateQuery } from './state-query.ts'

/** HA, servers and the next window of one installation, as pairs of the list around it. "Cannot be read" is never "off" or "none". */
export function StateFacts({ installationId }: { installationId: string }) {
  const t = useTranslations('live.overview')
  const say = useSay()
  const { data, error } = useQuery(stateQuery(installationId))
  const problem = error instanceof ReadError ? error.problem : null
  const reason =
    data === undefined
      ? error === null
        ? null
        : problem === null
          ? t('silent')
          : say(problem.said)
      : data.seen === null
        ? say(data.reason)
        : null
  const seen = data?.seen ?? null
  const reading = <span className="text-ink-2 text-sm">{t('reading')}</span>
  // One row says that both cannot be read; until then each keeps its place.
  const isUnread = reason !== null
  return (
    <>
      <dt className="text-ink-2 text-sm">{t(isUnread ? 'haAndServers' : 'ha')}</dt>
      <dd className="min-w-0">
        {isUnread && (
          <span className="break-words text-ink-2 text-sm">
            {t('unread', { reason })} {data !== undefined && t.rich('lookedAt', { time: () => <LocalTime iso={data.at} style="minute" /> })}
          </span>
        )}
        {!isUnread && (seen === null ? reading : <Badge tone={seen.ha ? 'good' : 'warn'}>{t(seen.ha ? 'on' : 'off')}</Badge>)}
      </dd>
      {!isUnread && (
        <>
          <dt className="text-ink-2 text-sm">{t('servers')}</dt>
          <dd className="flex min-w-0 flex-wrap items-center gap-x-2">
            {seen === null ? (
              reading
            ) : (
              <>
                <Badge tone={seen.servers > 0 && seen.online === seen.servers ? 'good' : 'bad'}>
                  {seen.servers === 0 ? t('noServers') : t('online', { online: seen.online, total: seen.servers })}
                </Badge>
                <span className="text-ink-2 text-sm">
                  {t.rich('readFrom', {
                    container: data?.container?.name ?? '',
                    time: () => <LocalTime iso={data?.at ?? ''} style="minute" />,
                  })}
                </span>
              </>
            )}
          </dd>
        </>
      )}
      {(data !== undefined || error === null) && (
        <>
          <dt className="text-ink-2 text-sm">{t('nextWindow')}</dt>
          <dd className="min-w-0 text-sm">{data === undefined ? reading : <WindowLine window={data.window} />}</dd>
        </>
      )}
    </>
  )
}
