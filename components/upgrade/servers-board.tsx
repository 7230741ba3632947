'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useSay } from '@/components/i18n/use-say.ts'
import { ReadError } from '@/components/read/read-error.ts'
import { readJson } from '@/components/read/read-json.ts'
import { Alert } from '@/components/ui/alert.tsx'
import { RawText } from '@/components/ui/raw-text.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { JobSnapshot, ServersReading } from '@/server/contract/job.ts'
import { isDown } from './downtime.ts'
import { ServerRow } from './server-row.tsx'

const POLL_MS = 3000

/** Every server as OMS itself names its state. What cannot be read is told with its reason, never as an empty list. */
export function ServersBoard({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('run.servers')
  const say = useSay()
  const isRunning = snapshot.status === 'running' || snapshot.status === 'rolling-back'
  const query = useQuery({
    queryKey: ['servers', snapshot.id, snapshot.status],
    queryFn: ({ signal }) => readJson<ServersReading>(`/api/upgrades/${encodeURIComponent(snapshot.id)}/servers`, signal),
    refetchInterval: isRunning ? POLL_MS : false,
    placeholderData: (previous) => previous,
    retry: false,
  })
  const reading = query.data
  const problem = query.error instanceof ReadError ? query.error.problem : null
  const reason =
    query.error !== null ? (problem === null ? t('silent') : say(problem.said)) : reading?.ok === false ? say(reading.reason) : null
  return (
    <Section title={t('title')} isFlush description={reading && <ReadBy reading={reading} />}>
      {reading === undefined && reason === null && <Skeleton lines={2} />}
      {reason !== null && (
        <Alert tone={isDown(snapshot) ? 'idle' : 'warn'} title={t('unreadable', { reason })} className="m-3">
          {isDown(snapshot) && <p>{t('expected')}</p>}
          {reading?.ok === false && reading.raw !== undefined && <RawText text={reading.raw} />}
        </Alert>
      )}
      {reason === null && reading?.ok === true && reading.servers.length === 0 && (
        <Alert tone="warn" title={t('none')} className="m-3">
          {isDown(snapshot) && <p>{t('expected')}</p>}
        </Alert>
      )}
      {reason === null && reading?.ok === true && reading.servers.length > 0 && (
        <ul className="divide-y divide-line">
          {reading.servers.map((server) => (
            <ServerRow key={`${server.region}/${server.ip}`} server={server} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function ReadBy({ reading }: { reading: ServersReading }) {
  const t = useTranslations('run.servers')
  const driver =
    reading.driver === 'console' || reading.driver === 'metadb' || reading.driver === 'guided'
      ? t(`drivers.${reading.driver}`)
      : reading.driver
  return t.rich('via', { driver, time: () => <LocalTime iso={reading.at} style="time" /> })
}
