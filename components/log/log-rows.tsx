'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { LineRange } from './line-address.ts'
import { LogFollowBar } from './log-follow-bar.tsx'
import type { LogLook } from './log-look.ts'
import { LogRow } from './log-row.tsx'
import { LogRowSpace } from './log-row-space.tsx'
import type { LogLines } from './use-log-lines.ts'
import { useLogWindow } from './use-log-window.ts'

interface LogRowsProps {
  log: LogLines
  look: LogLook
  /** Row 0 is line 1: numbers are known before the lines are. */
  isWhole: boolean
  lastSeq: number
  search: string
  /** The match that was gone to. */
  currentSeq: number | null
  marked: LineRange | null
  /** Another object: another row to show. */
  target: { row: number } | null
  onPick: (seq: number, isRange: boolean) => void
  emptyText: string
}

/** The lines themselves; only those in sight exist in the page. */
export function LogRows({ log, look, isWhole, lastSeq, search, currentSeq, marked, target, onPick, emptyText }: LogRowsProps) {
  const t = useTranslations('run.log')
  const frame = useRef<HTMLElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const rows = useLogWindow({ frame, list, count: log.total, isWrapped: look.isWrapped })
  const { first, last } = rows

  useEffect(() => log.want(first, last))

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another target moves the view
  useEffect(() => {
    if (target !== null) rows.show(target.row)
  }, [target])

  const isMarked = (seq: number) => marked !== null && seq >= marked.from && seq <= marked.to
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  return (
    <div>
      <section
        ref={frame}
        onScroll={rows.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reachable by keyboard
        tabIndex={0}
        aria-label={t('region')}
        className="h-[26rem] overflow-auto bg-code [overflow-anchor:none] xl:h-[34rem]"
      >
        {log.total === 0 && <p className="px-4 py-2 text-ink-2">{emptyText}</p>}
        <div style={{ height: rows.heightPx }} className="relative min-w-full overflow-y-clip">
          <div
            ref={list}
            style={{ transform: `translateY(${rows.offsetPx}px)` }}
            className={look.isWrapped ? 'absolute inset-x-0 top-0' : 'absolute top-0 left-0 min-w-full'}
          >
            {drawn.map((row) => {
              const line = log.lineAt(row)
              return (
                <div key={row} data-row={row}>
                  {line === undefined ? (
                    <LogRowSpace seq={isWhole ? row + 1 : null} isMarked={isWhole && isMarked(row + 1)} />
                  ) : (
                    <LogRow
                      line={line}
                      look={look}
                      search={search}
                      isCurrentMatch={line.seq === currentSeq}
                      isMarked={isMarked(line.seq)}
                      onPick={onPick}
                    />
                  )}
                </div>
              )
            })}
          </div>
        </div>
      </section>
      <LogFollowBar isFollowing={rows.isFollowing} lastSeq={lastSeq} onFollow={rows.setFollowing} />
    </div>
  )
}
