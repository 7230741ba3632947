'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { cn } from '@/components/ui/cn.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { downtime, isDown } from './downtime.ts'
import { stopwatch } from './stopwatch.ts'
import { usePanelClock } from './use-panel-clock.ts'

interface DowntimeClockProps {
  snapshot: JobSnapshot
  clockOffsetMs: number
}

/** How long OMS is down, in figures that can be read across the room. Runs from T1, stands still when HA is back. */
export function DowntimeClock({ snapshot, clockOffsetMs }: DowntimeClockProps) {
  const t = useTranslations('run.clock')
  const duration = useDuration()
  const now = usePanelClock(clockOffsetMs, isDown(snapshot))
  const { seconds, isRunning, note } = downtime(snapshot, now)
  const isRollback = snapshot.run?.kind === 'rollback'
  const planned = isRollback ? sumOf(snapshot.procedure) : snapshot.plan.downtimeSeconds
  // A rollback has no promised window: what counts is how long the whole of it takes. A window that it added, and an undo closed, is nobody's plan.
  const isPlanned = isRollback || snapshot.downWindows.length < 2
  const over = seconds === null || isRollback || !isPlanned ? 0 : seconds - planned
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
      <p className="mt-2 text-ink-2">{t(note)}</p>
      {isPlanned && (
        <p className={cn('font-medium', over > 0 ? (isRunning ? 'text-bad' : 'text-warn') : 'text-ink-2')}>
          {t(isRollback ? 'rollbackPlanned' : 'planned', { duration: duration(planned) })}
          {over > 0 && ` · ${t('over', { duration: duration(over) })}`}
        </p>
      )}
    </div>
  )
}

function sumOf(procedure: JobSnapshot['procedure']): number {
  return procedure.reduce((sum, step) => sum + step.estimateSeconds, 0)
}
