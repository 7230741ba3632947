'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useSay } from '@/components/i18n/use-say.ts'
import { readJson } from '@/components/read/read-json.ts'
import type { HaConfigReading } from '@/server/contract/job.ts'
import type { StepId } from '@/server/contract/steps.ts'
import { HaConfigValues } from './ha-config-values.tsx'

const POLL_MS = 3000

export const HA_STEPS: readonly StepId[] = ['ha-off', 'ha-on', 'rollback-ha-off', 'ha-as-before', 'undo-ha-on']

/** The wanted and the current value between two attempts, when no step is there to report them. Never older than it says. */
export function HaConfigNow({ jobId }: { jobId: string }) {
  const t = useTranslations('run.person')
  const say = useSay()
  const { data, error } = useQuery({
    queryKey: ['ha-config', jobId],
    queryFn: ({ signal }) => readJson<HaConfigReading>(`/api/upgrades/${encodeURIComponent(jobId)}/ha-config`, signal),
    refetchInterval: POLL_MS,
    retry: false,
  })
  // Without an answer of now nothing is shown as now.
  const reading = error === null ? data : undefined
  if (reading === undefined) return error === null ? null : <p>{t('unread')}</p>
  if (reading.reason !== null) return <p>{say(reading.reason)}</p>
  if (reading.current === null) return null
  return (
    <div>
      <HaConfigValues wanted={reading.wanted} current={reading.current} />
      <p className="pt-1.5 text-ink-2 text-sm">{t.rich('readAt', { time: () => <LocalTime iso={reading.at} style="time" /> })}</p>
    </div>
  )
}
