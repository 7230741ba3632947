'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { cn } from '@/components/ui/cn.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { stopwatch } from './stopwatch.ts'
import { usePanelClock } from './use-panel-clock.ts'

interface DowntimeClockProps {
  times: JobSnapshot['times']
  plannedSeconds: number
  clockOffsetMs: number
}

/** How long OMS is down, in figures that can be read across the room. Runs from T1, stands still at T2. */
export function DowntimeClock({ times, plannedSeconds, clockOffsetMs }: DowntimeClockProps) {
  const t = useTranslations('run.clock')
  const duration = useDuration()
  const isRunning = times.t1 !== null && times.t2 === null
  const now = usePanelClock(clockOffsetMs, isRunning)
  const end = times.t2 === null ? now : Date.parse(times.t2)
  const seconds = times.t1 === null ? null : Math.max(0, Math.floor((end - Date.parse(times.t1)) / 1000))
  const over = seconds === null ? 0 : seconds - plannedSeconds
  return (
    <div className="lg:text-right">
      <p className="font-medium text-ink-2 text-lg">{t('downtime')}</p>
      <p
        role="timer"
        aria-label={t('downtime')}
        className={cn(
          'font-mono font-semibold text-[clamp(3.25rem,8vw,5.5rem)] tabular-nums leading-none tracking-tight',
          seconds === null ? 'text-ink-3' : 'text-ink',
          over > 0 && isRunning && 'text-bad',
        )}
      >
        {seconds === null ? '--:--' : stopwatch(seconds)}
      </p>
      <p className="mt-2 text-ink-2">{seconds === null ? t('notBegun') : isRunning ? t('running') : t('stopped')}</p>
      <p className={cn('font-medium', over > 0 ? (isRunning ? 'text-bad' : 'text-warn') : 'text-ink-2')}>
        {t('planned', { duration: duration(plannedSeconds) })}
        {over > 0 && ` · ${t('over', { duration: duration(over) })}`}
      </p>
    </div>
  )
}
