'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { cn } from '@/components/ui/cn.ts'
import type { LogLine } from '@/server/contract/job.ts'
import { LogText } from './log-text.tsx'

interface LogRowProps {
  line: LogLine
  search: string
  isMatch: boolean
  isCurrentMatch: boolean
  isWrapped: boolean
}

const STREAM_COLOUR: Record<LogLine['stream'], string> = { panel: 'text-accent', stdout: 'text-ink-3', stderr: 'text-warn' }

/** Number, time, stream and text of one line. The stream is a word, so that colour is not the only sign. */
export const LogRow = memo(function LogRow({ line, search, isMatch, isCurrentMatch, isWrapped }: LogRowProps) {
  const t = useTranslations('run.log.stream')
  return (
    <div
      data-seq={line.seq}
      className={cn(
        'flex min-w-full gap-2 px-3 font-mono text-sm leading-5 sm:gap-3',
        !isWrapped && 'w-max',
        isMatch && 'bg-warn-soft',
        isCurrentMatch && 'outline-2 outline-warn -outline-offset-2',
      )}
    >
      <span className="min-w-[5ch] shrink-0 select-none whitespace-nowrap text-right text-ink-3 tabular-nums">{line.seq}</span>
      <time dateTime={line.at} title={line.at} className="shrink-0 select-none whitespace-nowrap text-ink-3 tabular-nums max-sm:hidden">
        {clockTime(line.at)}
      </time>
      <span className={cn('w-[5ch] shrink-0 select-none whitespace-nowrap', STREAM_COLOUR[line.stream])}>{t(line.stream)}</span>
      <span
        className={cn(
          isWrapped ? 'min-w-0 whitespace-pre-wrap break-words' : 'whitespace-pre',
          line.stream === 'stderr' && 'text-warn',
          line.stream === 'panel' && 'text-ink-2',
        )}
      >
        <LogText text={line.text} search={search} />
      </span>
    </div>
  )
})

/** Of the reader's own zone, like every other time on the page; a formatter a line would be too slow. */
function clockTime(iso: string): string {
  const at = new Date(iso)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}
