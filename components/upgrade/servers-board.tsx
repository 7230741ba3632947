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
import { ConsoleDriver } from '@/server/contract/installation.ts'
import type { JobSnapshot, ServersAnswer, ServersReading } from '@/server/contract/job.ts'
import { isSignInRefused } from '@/server/contract/sign-in-refused.ts'
import { isDown } from './downtime.ts'
import { ServerRow } from './server-row.tsx'
import { serverStrip, serversSeen } from './server-strip.ts'
import { stripTime } from './strip-time.ts'
import { usePanelClock } from './use-panel-clock.ts'

const POLL_MS = 3000

interface ServersBoardProps {
  snapshot: JobSnapshot
  clockOffsetMs: number
}

/** Every server as OMS itself names its state, now and through the job. What cannot be read is told with its reason, never as an empty list. */
export function ServersBoard({ snapshot, clockOffsetMs }: ServersBoardProps) {
  const t = useTranslations('run.servers')
  const tStrip = useTranslations('live.strip')
  const say = useSay()
  const isRunning = snapshot.status === 'running' || snapshot.status === 'rolling-back'
  const isUnderWay = isRunning || snapshot.status === 'needs-decision'
  const now = usePanelClock(clockOffsetMs, isUnderWay)
  const query = useQuery({
    queryKey: ['servers', snapshot.id, snapshot.status],
    queryFn: ({ signal }) => readJson<ServersAnswer>(`/api/upgrades/${encodeURIComponent(snapshot.id)}/servers`, signal),
    refetchInterval: ({ state }) => (isRunning && !(state.data && isSignInRefused(state.data)) ? POLL_MS : false),
    placeholderData: (previous) => previous,
    retry: false,
  })
  const reading = query.data
  const problem = query.error instanceof ReadError ? query.error.problem : null
  const reason =
    query.error !== null ? (problem === null ? t('silent') : say(problem.said)) : reading?.ok === false ? say(reading.reason) : null
  const listed = reason === null && reading?.ok === true ? reading.servers : null
  const history = reading?.history ?? []
  const { from, to } = stripTime(snapshot, now)
  const ips = [...new Set([...(listed ?? []).map(({ ip }) => ip), ...serversSeen(history)])].sort()
  return (
    <Section title={t('title')} isFlush description={reading && <ReadBy reading={reading} />}>
      {reading === undefined && reason === null && <Skeleton lines={2} />}
      {reason !== null && (
        <Alert tone={isDown(snapshot) ? 'idle' : 'warn'} title={t('unreadable', { reason })} className="m-3">
          {isDown(snapshot) && <p>{t('expected')}</p>}
          {reading?.ok === false && reading.raw !== undefined && <RawText text={reading.raw} />}
        </Alert>
      )}
      {listed?.length === 0 && (
        <Alert tone="warn" title={t('none')} className="m-3">
          {isDown(snapshot) && <p>{t('expected')}</p>}
        </Alert>
      )}
      {ips.length > 0 && (
        <ul className="divide-y divide-line">
          {ips.map((ip) => (
            <ServerRow
              key={ip}
              ip={ip}
              server={listed === null ? 'unread' : (listed.find((server) => server.ip === ip) ?? 'missing')}
              parts={history.length === 0 ? [] : serverStrip(history, ip, from, to)}
              times={snapshot.times}
            />
          ))}
        </ul>
      )}
      {reading !== undefined && (
        <p className="border-line border-t px-4 py-2 text-ink-3 text-xs">
          {tStrip(history.length === 0 ? 'none' : 'hint', { seconds: 5 })}
        </p>
      )}
    </Section>
  )
}

function ReadBy({ reading }: { reading: ServersReading }) {
  const t = useTranslations('run.servers')
  const known = ConsoleDriver.safeParse(reading.driver)
  const driver = known.success ? t(`drivers.${known.data}`) : reading.driver
  return t.rich('via', { driver, time: () => <LocalTime iso={reading.at} style="time" /> })
}
