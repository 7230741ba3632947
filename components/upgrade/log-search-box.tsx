'use client'

import { ChevronDown, ChevronUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button.tsx'
import { Input } from '@/components/ui/input.tsx'

interface LogSearchBoxProps {
  value: string
  onChange: (value: string) => void
  /** From 1; 0 where nothing is found. */
  position: number
  count: number
  onMove: (direction: 1 | -1) => void
}

/** Enter goes to the next line that holds the words, Shift and Enter to the one before. */
export function LogSearchBox({ value, onChange, position, count, onMove }: LogSearchBoxProps) {
  const t = useTranslations('run.log')
  const isEmpty = value.trim() === ''
  return (
    <search className="flex min-w-0 grow basis-full items-center gap-1 sm:basis-0">
      <Input
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && onMove(event.shiftKey ? -1 : 1)}
        className="min-w-0"
      />
      {!isEmpty && (
        <span aria-live="polite" className="whitespace-nowrap px-1 text-sm tabular-nums">
          {count === 0 ? t('noMatches') : t('matches', { current: position, count })}
        </span>
      )}
      {!isEmpty && count > 0 && (
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
