'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { cn } from '@/components/ui/cn.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { type StripPart, type StripState, stripSeconds } from './server-strip.ts'

/** Told apart by height too: full is Online, half is not, a line is what nobody knows. */
const LOOK: Record<StripState, string> = {
  online: 'h-5 bg-good',
  offline: 'h-2.5 bg-bad',
  unreadable: 'h-1 bg-edge',
  unseen: 'h-0',
}

interface ServerStripBarProps {
  parts: StripPart[]
  times: JobSnapshot['times']
}

/** How one server was through the whole job, with T1, T2 and T3 on it, and the same in words. */
export function ServerStripBar({ parts, times }: ServerStripBarProps) {
  const t = useTranslations('live.strip')
  const duration = useDuration()
  const from = parts[0]?.from ?? 0
  const whole = (parts.at(-1)?.to ?? 0) - from
  if (whole <= 0) return null
  const share = (milliseconds: number) => `${(milliseconds / whole) * 100}%`
  const marks = (['t1', 't2', 't3'] as const).flatMap((name) => {
    const at = Date.parse(times[name] ?? '') - from
    return at >= 0 && at <= whole ? [{ name, at }] : []
  })
  return (
    <div className="min-w-0 space-y-1">
      <div aria-hidden className="relative pt-4">
        <div className="flex h-5 items-end overflow-hidden rounded-sm bg-sunken outline outline-line -outline-offset-1">
          {parts.map((part) => (
            <span key={part.from} className={cn('block', LOOK[part.state])} style={{ width: share(part.to - part.from) }} />
          ))}
        </div>
        {marks.map(({ name, at }) => (
          <span
            key={name}
            className="absolute top-0 bottom-0 border-ink border-l-2 pl-1 font-semibold text-xs leading-4"
            style={at / whole > 0.9 ? { right: share(whole - at), borderLeft: 0, paddingRight: 2 } : { left: share(at) }}
          >
            {t(name)}
          </span>
        ))}
      </div>
      <p className="flex flex-wrap gap-x-4 gap-y-0.5 text-ink-2 text-sm tabular-nums">
        {stripSeconds(parts).map(({ state, seconds }) => (
          <span key={state} className="inline-flex items-center gap-1.5">
            <span aria-hidden className="inline-flex h-5 w-3 items-end bg-sunken outline outline-line -outline-offset-1">
              <span className={cn('block w-full', LOOK[state])} />
            </span>
            {t(state, { duration: duration(seconds) })}
          </span>
        ))}
      </p>
    </div>
  )
}
