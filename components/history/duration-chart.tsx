'use client'

import { useTranslations } from 'next-intl'
import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, type TooltipContentProps, XAxis, YAxis } from 'recharts'
import { isoClock } from '@/components/i18n/iso-clock.ts'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { useZone } from '@/components/i18n/use-zone.ts'
import type { DurationPoint } from '@/server/contract/history.ts'
import { DurationDot } from './duration-dot.tsx'
import { minuteTicks } from './minute-ticks.ts'

const TICK = { fill: 'var(--ink-2)', fontSize: 12 }

/** Downtime and duration over time. Read out by arrow keys; what was rolled back has a square that is not filled. */
export function DurationChart({ points }: { points: DurationPoint[] }) {
  const t = useTranslations('history')
  const duration = useDuration()
  const zone = useZone()
  const ticks = minuteTicks(points.flatMap(({ durationSeconds, downtimeSeconds }) => [durationSeconds ?? 0, downtimeSeconds ?? 0]))
  const day = (index: number) => isoClock(points[index]?.startedAt ?? points[0]?.startedAt ?? '', zone).slice(0, 10)
  const data = points.map((point, index) => ({ ...point, index }))
  const line = { type: 'linear', isAnimationActive: false, strokeWidth: 2, connectNulls: true } as const
  return (
    <figure className="h-72 w-full" aria-label={t('chart.label', { count: points.length })}>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={data} margin={{ top: 8, right: 16, bottom: 0, left: 0 }} accessibilityLayer title={t('chart.title')}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="index"
            type="number"
            domain={['dataMin', 'dataMax']}
            allowDecimals={false}
            tickFormatter={day}
            tick={TICK}
            stroke="var(--edge)"
            minTickGap={48}
          />
          <YAxis
            width={72}
            domain={[0, ticks.at(-1) ?? 60]}
            ticks={ticks}
            tickFormatter={(seconds: number) => duration(seconds)}
            tick={TICK}
            stroke="var(--edge)"
          />
          <Tooltip content={ReadOut} isAnimationActive={false} />
          <Legend formatter={(name) => <span className="text-ink">{name}</span>} />
          <Line
            {...line}
            name={t('columns.duration')}
            dataKey="durationSeconds"
            stroke="var(--busy)"
            strokeDasharray="5 4"
            dot={<DurationDot colour="var(--busy)" />}
          />
          <Line
            {...line}
            name={t('columns.downtime')}
            dataKey="downtimeSeconds"
            stroke="var(--bad)"
            dot={<DurationDot colour="var(--bad)" />}
          />
        </LineChart>
      </ResponsiveContainer>
    </figure>
  )
}

/** What the pointer or the arrow keys stand on. */
function ReadOut({ payload }: TooltipContentProps) {
  const t = useTranslations('history')
  const tJobs = useTranslations('jobs')
  const duration = useDuration()
  const zone = useZone()
  const point: DurationPoint | undefined = payload[0]?.payload
  if (point === undefined) return null
  const said = (seconds: number | null) => (seconds === null ? '–' : duration(seconds))
  return (
    <div className="rounded-md border border-line bg-surface px-3 py-2 text-sm shadow-float">
      <p className="font-medium">
        {tJobs('number', { number: point.number })} · {point.toVersion}
        {point.isRolledBack && ` · ${tJobs('status.rolled-back')}`}
      </p>
      <p className="text-ink-2">{isoClock(point.startedAt, zone)}</p>
      <p>{t('chart.downtimeIs', { duration: said(point.downtimeSeconds) })}</p>
      <p>{t('chart.durationIs', { duration: said(point.durationSeconds) })}</p>
    </div>
  )
}
