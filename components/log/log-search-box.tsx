'use client'

import { ChevronDown, ChevronUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button.tsx'
import { Input } from '@/components/ui/input.tsx'
import type { LogMatch, LogSearch } from '@/server/contract/log.ts'

interface LogSearchBoxProps {
  value: string
  onChange: (value: string) => void
  answer: LogSearch | null
  match: LogMatch | null
  isFailed: boolean
  onMove: (direction: 1 | -1) => void
}

/** Enter goes to the next line that holds the words, Shift and Enter to the one before. */
export function LogSearchBox({ value, onChange, answer, match, isFailed, onMove }: LogSearchBoxProps) {
  const t = useTranslations('run.log')
  const isEmpty = value.trim() === ''
  const isDone = answer !== null && answer.countedTo === answer.lastSeq

  function saying(): string {
    if (isFailed) return t('searchFailed')
    if (answer === null) return t('searching')
    if (!isDone) return t('searched', { done: answer.countedTo, count: answer.lastSeq })
    return answer.total === 0 ? t('noMatches') : t('matches', { current: match?.position ?? 0, count: answer.total })
  }

  return (
    <search className="flex min-w-0 grow basis-full items-center gap-1 sm:basis-64">
      <Input
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={value}
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && onMove(event.shiftKey ? -1 : 1)}
        className="min-w-0"
      />
      {!isEmpty && (
        <span aria-live="polite" className="whitespace-nowrap px-1 text-sm tabular-nums">
          {saying()}
        </span>
      )}
      {!isEmpty && isDone && answer.total > 0 && (
        <>
          <Button variant="ghost" size="sm" aria-label={t('previous')} onClick={() => onMove(-1)}>
            <ChevronUp aria-hidden />
          </Button>
          <Button variant="ghost" size="sm" aria-label={t('next')} onClick={() => onMove(1)}>
            <ChevronDown aria-hidden />
          </Button>
        </>
      )}
    </search>
  )
}
