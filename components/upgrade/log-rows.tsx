'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef } from 'react'
import type { LogLine } from '@/server/contract/job.ts'
import { LogFollowBar } from './log-follow-bar.tsx'
import { LogRow } from './log-row.tsx'
import { useLogFollow } from './use-log-follow.ts'

const ROW_PX = 20

interface LogRowsProps {
  lines: readonly LogLine[]
  search: string
  matches: readonly number[]
  /** Index into `lines` that has to be in sight, or -1. */
  current: number
  isWrapped: boolean
  emptyText: string
}

/** The lines themselves; only those in sight exist in the page. */
export function LogRows({ lines, search, matches, current, isWrapped, emptyText }: LogRowsProps) {
  const t = useTranslations('run.log')
  const frame = useRef<HTMLElement>(null)
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: 20,
    getItemKey: (index) => lines[index]?.seq ?? index,
  })
  const { isFollowing, setFollowing, onScroll } = useLogFollow(frame, lines.length, rows.getTotalSize())
  // While the end is followed, rows that turn out higher must not move the view away from it.
  rows.shouldAdjustScrollPositionOnItemSizeChange = isFollowing ? () => false : undefined
  const found = useMemo(() => new Set(matches), [matches])

  // biome-ignore lint/correctness/useExhaustiveDependencies: heights change with the wrapping
  useEffect(() => rows.measure(), [isWrapped])

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another match moves the view
  useEffect(() => {
    if (current < 0) return
    setFollowing(false)
    rows.scrollToIndex(current, { align: 'center' })
  }, [current])

  const visible = rows.getVirtualItems()
  const offset = visible[0]?.start ?? 0
  return (
    <div>
      <section
        ref={frame}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reachable by keyboard
        tabIndex={0}
        aria-label={t('region')}
        className="h-[26rem] overflow-auto bg-code py-2 xl:h-[34rem]"
      >
        {lines.length === 0 && <p className="px-4 py-2 text-ink-2">{emptyText}</p>}
        <div style={{ height: rows.getTotalSize() }} className="relative min-w-full">
          <div
            style={{ transform: `translateY(${offset}px)` }}
            className={isWrapped ? 'absolute inset-x-0 top-0' : 'absolute top-0 left-0 min-w-full'}
          >
            {visible.map((item) => {
              const line = lines[item.index]
              if (line === undefined) return null
              return (
                <div key={item.key} data-index={item.index} ref={rows.measureElement}>
                  <LogRow
                    line={line}
                    search={search}
                    isMatch={found.has(item.index)}
                    isCurrentMatch={item.index === current}
                    isWrapped={isWrapped}
                  />
                </div>
              )
            })}
          </div>
        </div>
      </section>
      <LogFollowBar isFollowing={isFollowing} lastSeq={lines.at(-1)?.seq ?? 0} onFollow={setFollowing} />
    </div>
  )
}
