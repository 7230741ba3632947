'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Input } from '@/components/ui/input.tsx'
import { type LineRange, parseLines } from './line-address.ts'

interface LogGoToProps {
  lastSeq: number
  onGo: (lines: LineRange) => void
}

/** The way to a line by its number, also without a mouse: 120, or 120-140. */
export function LogGoTo({ lastSeq, onGo }: LogGoToProps) {
  const t = useTranslations('run.log')
  const id = useId()
  const [text, setText] = useState('')
  const [isBad, setBad] = useState(false)

  function go(event: FormEvent) {
    event.preventDefault()
    const lines = parseLines(text)
    const isThere = lines !== null && lines.to <= lastSeq
    setBad(!isThere)
    if (isThere) onGo(lines)
  }

  return (
    <form onSubmit={go} className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
      <Input
        aria-label={t('goTo')}
        placeholder={t('goTo')}
        inputMode="numeric"
        enterKeyHint="go"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setBad(false)
        }}
        aria-invalid={isBad || undefined}
        aria-describedby={isBad ? id : undefined}
        className="w-32"
      />
      {isBad && (
        <span id={id} role="alert" className="text-bad text-sm">
          {t('goToBad', { count: lastSeq })}
        </span>
      )}
    </form>
  )
}
