'use client'

import { useTranslations } from 'next-intl'
import { memo, useCallback, useMemo, useRef, useState } from 'react'
import { useZone } from '@/components/i18n/use-zone.ts'
import { Section } from '@/components/ui/section.tsx'
import type { LogLine } from '@/server/contract/job.ts'
import type { LogFilter } from '@/server/contract/log.ts'
import type { StepId } from '@/server/contract/steps.ts'
import type { LineRange } from './line-address.ts'
import { LogActions } from './log-actions.tsx'
import { LogFilterBar } from './log-filter-bar.tsx'
import { LogGapBar } from './log-gap-bar.tsx'
import { LogGoTo } from './log-go-to.tsx'
import { LogMarkedBar } from './log-marked-bar.tsx'
import { LogRows } from './log-rows.tsx'
import { LogSearchBox } from './log-search-box.tsx'
import { filterParams } from './read-lines.ts'
import { useLogLines } from './use-log-lines.ts'
import { useLogPreferences } from './use-log-preferences.ts'
import { useLogSearch } from './use-log-search.ts'
import { useMarkedLines } from './use-marked-lines.ts'

interface LogViewerProps {
  jobId: string
  /** The newest lines, as the stream brought them. */
  newest: readonly LogLine[]
  lastSeq: number
  isLive: boolean
  /** When the first run began. */
  startedAt: string | null
  /** Of all runs, in order. */
  steps: StepId[]
  step: StepId | null
  onStep: (step: StepId | null) => void
}

/** Every line of the job, numbered: filtered and searched on the panel, followed to its end, each with an address of its own. */
export const LogViewer = memo(function LogViewer({ jobId, newest, lastSeq, isLive, startedAt, steps, step, onStep }: LogViewerProps) {
  const t = useTranslations('run.log')
  const frame = useRef<HTMLDivElement>(null)
  const [others, setOthers] = useState<LogFilter>({})
  const [target, setTarget] = useState<{ row: number } | null>(null)
  const { preferences, change } = useLogPreferences()
  const filter: LogFilter = { ...others, step: step ?? undefined }
  const filterKey = JSON.stringify(filterParams(filter))
  const isWhole = filterKey === '{}'
  const log = useLogLines({ jobId, filter, newest, lastSeq, isLive })
  const search = useLogSearch({ jobId, filter, lastSeq, onFound: ({ row }) => setTarget({ row }) })
  const zone = useZone()
  const look = useMemo(() => ({ ...preferences, startedAt, zone }), [preferences, startedAt, zone])

  function show({ step: nextStep, ...next }: LogFilter) {
    setTarget(null)
    setOthers(next)
    onStep(nextStep ?? null)
  }

  /** A line that the filter hides is shown without it. */
  function go({ from }: LineRange) {
    setOthers({})
    onStep(null)
    setTarget({ row: from - 1 })
  }

  const { marked, mark, pick } = useMarkedLines((lines) => {
    go(lines)
    frame.current?.scrollIntoView({ block: 'start' })
  })
  const latestPick = useRef(pick)
  latestPick.current = pick
  const onPick = useCallback((seq: number, isRange: boolean) => latestPick.current(seq, isRange), [])

  function counted(): string {
    if (isWhole) return t('lines', { count: lastSeq })
    if (log.counting !== null) return t('counting', { done: log.counting.countedTo, count: lastSeq })
    return t('linesOf', { shown: log.total, count: lastSeq })
  }

  return (
    <div ref={frame}>
      <Section
        title={t('title')}
        description={<span className="tabular-nums">{counted()}</span>}
        actions={<LogActions jobId={jobId} filter={filter} total={log.total} />}
        isFlush
      >
        <div className="space-y-2 border-line border-b px-4 py-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <LogSearchBox
              value={search.words}
              onChange={search.setWords}
              answer={search.answer}
              match={search.match}
              isFailed={search.isFailed}
              onMove={search.move}
            />
            <LogGoTo
              lastSeq={lastSeq}
              onGo={(lines) => {
                mark(lines)
                go(lines)
              }}
            />
          </div>
          <LogFilterBar filter={filter} steps={steps} onFilter={show} {...preferences} onLook={change} />
        </div>
        {marked !== null && <LogMarkedBar jobId={jobId} marked={marked} onUnmark={() => mark(null)} />}
        {(log.missing > 0 || log.isStuck) && <LogGapBar missing={log.missing} onLoad={log.retry} />}
        <LogRows
          key={filterKey}
          log={log}
          look={look}
          isWhole={isWhole}
          lastSeq={lastSeq}
          search={search.q}
          currentSeq={search.match?.seq ?? null}
          marked={marked}
          target={target}
          onPick={onPick}
          emptyText={isWhole ? t('empty') : log.counting !== null ? t('emptyCounting') : t('emptyFilter')}
        />
      </Section>
    </div>
  )
})
