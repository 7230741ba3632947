'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { cn } from '@/components/ui/cn.ts'
import type { RunTimeline } from '@/server/contract/report.ts'
import type { Phase } from '@/server/contract/steps.ts'

// Told apart by words, height and pattern too: the window is the tall one.
const LOOK: Record<Phase, string> = {
  before: 'h-3 bg-edge forced-colors:bg-[GrayText]',
  window: 'h-6 bg-warn forced-colors:bg-[Highlight]',
  after: 'h-3 bg-good forced-colors:bg-[CanvasText]',
}

function share(at: string, { from, to }: RunTimeline): number {
  const whole = Date.parse(to) - Date.parse(from)
  return whole <= 0 ? 0 : ((Date.parse(at) - Date.parse(from)) / whole) * 100
}

/** One run as a bar of its phases with T1, T2 and T3 on it, and the same in words and exact times below. */
export function TimelineBar({ timeline }: { timeline: RunTimeline }) {
  const t = useTranslations('review.timeline')
  const duration = useDuration()
  const name = (phase: Phase) => t(`phase.${phase}`)
  return (
    <div className="space-y-2">
      <div aria-hidden className="relative pt-5">
        <div className="flex h-6 items-end overflow-hidden rounded-sm bg-sunken">
          {timeline.phases.map(({ phase, from, to }) => (
            <span
              key={from}
              className={cn('block min-w-0.5', LOOK[phase])}
              style={{ width: `${share(to, timeline) - share(from, timeline)}%` }}
            />
          ))}
        </div>
        {timeline.marks.map(({ name: mark, at }) => (
          <span
            key={mark}
            className="absolute top-0 bottom-0 border-ink border-l-2 pl-1 font-semibold text-xs leading-4"
            style={
              share(at, timeline) > 88
                ? { right: `${100 - share(at, timeline)}%`, borderLeft: 0, paddingRight: 4 }
                : { left: `${share(at, timeline)}%` }
            }
          >
            {t(`short.${mark}`)}
          </span>
        ))}
      </div>
      <ul className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-2 lg:grid-cols-3">
        {timeline.phases.map(({ phase, from, to, seconds }) => (
          <li key={from} className="flex items-start gap-2">
            <span aria-hidden className={cn('mt-1 inline-block w-3 shrink-0 rounded-xs', LOOK[phase])} />
            <span className="min-w-0">
              <span className="font-medium">
                {name(phase)}: {duration(seconds)}
              </span>
              <span className="block text-ink-2">
                <LocalTime iso={from} /> – {timeline.isOver || to !== timeline.to ? <LocalTime iso={to} style="time" /> : t('now')}
              </span>
            </span>
          </li>
        ))}
        {timeline.marks.map(({ name: mark, at }) => (
          <li key={mark}>
            <span className="font-medium">{t(`mark.${mark}`)}</span>
            <span className="block text-ink-2">
              <LocalTime iso={at} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
