'use client'

import { useTranslations } from 'next-intl'
import { type MouseEvent, memo } from 'react'
import { cn } from '@/components/ui/cn.ts'
import type { LogLine } from '@/server/contract/job.ts'
import { levelOf } from '@/server/contract/log.ts'
import { ansiText } from './ansi-spans.ts'
import { hashOfLines } from './line-address.ts'
import { lineTime } from './line-time.ts'
import type { LogLook } from './log-look.ts'
import { LogText } from './log-text.tsx'

interface LogRowProps {
  line: LogLine
  look: LogLook
  search?: string
  isCurrentMatch?: boolean
  isMarked?: boolean
  /** Without it the number is no way to the line. */
  onPick?: (seq: number, isRange: boolean) => void
}

const STREAM_COLOUR: Record<LogLine['stream'], string> = { panel: 'text-accent', stdout: 'text-ink-3', stderr: 'text-warn' }
const NUMBER = 'min-w-[5ch] shrink-0 select-none whitespace-nowrap text-right text-ink-3 tabular-nums'

/** Number, time, stream and text of one line. The stream is a word, so that colour is not the only sign. */
export const LogRow = memo(function LogRow({ line, look, search = '', isCurrentMatch = false, isMarked = false, onPick }: LogRowProps) {
  const t = useTranslations('run.log.stream')
  const isMatch = search !== '' && ansiText(line.text).toLowerCase().includes(search.toLowerCase())
  const level = levelOf(line.text)

  function pick(event: MouseEvent) {
    // With another key the browser opens the address of the line in a tab or saves it.
    if (event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onPick?.(line.seq, event.shiftKey)
  }

  return (
    <div
      data-seq={line.seq}
      data-marked={isMarked || undefined}
      className={cn(
        'flex min-w-full gap-2 px-3 font-mono text-sm leading-5 sm:gap-3',
        !look.isWrapped && 'w-max',
        isMarked && 'bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]',
        isMatch && 'bg-warn-soft',
        isCurrentMatch && 'outline-2 outline-warn -outline-offset-2',
      )}
    >
      {onPick === undefined ? (
        <span className={NUMBER}>{line.seq}</span>
      ) : (
        // By keyboard a line is reached through the field for its number: a stop at each would be a thousand stops.
        <a
          href={hashOfLines({ from: line.seq, to: line.seq })}
          tabIndex={-1}
          onClick={pick}
          className={cn(NUMBER, 'hover:text-ink hover:underline')}
        >
          {line.seq}
        </a>
      )}
      <time dateTime={line.at} title={line.at} className="shrink-0 select-none whitespace-nowrap text-ink-3 tabular-nums max-sm:hidden">
        {lineTime(line.at, look)}
      </time>
      <span className={cn('w-[5ch] shrink-0 select-none whitespace-nowrap', STREAM_COLOUR[line.stream])}>{t(line.stream)}</span>
      <span
        className={cn(
          '[unicode-bidi:isolate]',
          look.isWrapped ? 'min-w-0 whitespace-pre-wrap break-words' : 'whitespace-pre',
          line.stream === 'panel' && 'text-ink-2',
          (line.stream === 'stderr' || level === 'warn') && 'text-warn',
          level === 'error' && 'text-bad',
        )}
      >
        <LogText text={line.text} search={search} />
      </span>
    </div>
  )
})
