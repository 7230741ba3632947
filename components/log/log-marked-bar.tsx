'use client'

import { Copy, Link2, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button.tsx'
import { RefusalLine } from '@/components/ui/refusal-line.tsx'
import { hashOfLines, type LineRange } from './line-address.ts'
import { readLines } from './read-lines.ts'
import { useCopy } from './use-copy.ts'

interface LogMarkedBarProps {
  jobId: string
  marked: LineRange
  onUnmark: () => void
}

/** What can be done with the marked lines: their address for somebody else, or their words. */
export function LogMarkedBar({ jobId, marked, onUnmark }: LogMarkedBarProps) {
  const t = useTranslations('run.log')
  const { copyText, copyLines, refusal } = useCopy()
  const { from, to } = marked
  const count = to - from + 1

  function copyLink() {
    const { origin, pathname } = window.location
    void copyText(`${origin}${pathname}${hashOfLines(marked)}`, t('linkCopied'))
  }

  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-accent-soft px-4 py-1.5">
      <span className="grow text-sm tabular-nums">{count === 1 ? t('markedOne', { from }) : t('marked', { from, to })}</span>
      <Button size="sm" onClick={copyLink}>
        <Link2 aria-hidden />
        {t('copyLink')}
      </Button>
      <Button size="sm" onClick={() => copyLines(count, () => readLines(jobId, {}, from - 1, count))}>
        <Copy aria-hidden />
        {t('copyMarked', { count })}
      </Button>
      <Button size="sm" variant="ghost" onClick={onUnmark}>
        <X aria-hidden />
        {t('unmark')}
      </Button>
      <RefusalLine text={refusal} />
    </div>
  )
}
