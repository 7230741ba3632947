'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { cn } from '@/components/ui/cn.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { timeLeft } from './time-left.ts'
import { usePanelClock } from './use-panel-clock.ts'

interface LeftMomentsProps {
  snapshot: JobSnapshot
  clockOffsetMs: number
}

/** When OMS should be back and how long all of it still takes, while the run goes on by itself. */
export function LeftMoments({ snapshot, clockOffsetMs }: LeftMomentsProps) {
  const t = useTranslations('live.left')
  const duration = useDuration()
  const isMoving = snapshot.status === 'running' || snapshot.status === 'rolling-back'
  const now = usePanelClock(clockOffsetMs, isMoving)
  const left = timeLeft(snapshot, now)
  if (left === null) return null
  const { untilBack, untilEnd, isLeast } = left
  const figure = cn('font-semibold text-2xl tabular-nums tracking-tight', isLeast && 'text-warn')
  // To the minute: the second of an estimate would promise what nobody measured.
  const backAt = untilBack === null ? null : new Date(Math.ceil((now + untilBack * 1000) / 60_000) * 60_000).toISOString()
  return (
    <>
      {backAt !== null && (
        <div>
          <dt className="text-ink-2 text-sm">{t('back')}</dt>
          <dd className={figure}>
            {t.rich(isLeast ? 'notBefore' : 'backAbout', { time: () => <LocalTime iso={backAt} style="minute" /> })}
          </dd>
        </div>
      )}
      <div>
        <dt className="text-ink-2 text-sm">{t('toGo')}</dt>
        <dd className={figure} title={t('hint')}>
          {untilEnd === 0 ? t('due') : t(isLeast ? 'atLeast' : 'about', { duration: duration(untilEnd) })}
        </dd>
      </div>
    </>
  )
}
