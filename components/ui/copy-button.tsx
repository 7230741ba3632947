'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { cn } from './cn.ts'
import { RefusalLine } from './refusal-line.tsx'

/** Copies exactly `text`. `label` says what is copied. Stands in a row that wraps, or in a grid. */
export function CopyButton({ text, label, className }: { text: string; label: string; className?: string }) {
  const t = useTranslations('common')
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'refused'>('none')

  async function copy() {
    setOutcome('none')
    try {
      await navigator.clipboard.writeText(text)
      setOutcome('copied')
    } catch {
      // Browsers refuse the clipboard on plain http outside of localhost.
      setOutcome('refused')
    }
  }

  const Icon = outcome === 'copied' ? Check : Copy
  return (
    <>
      <button
        type="button"
        onClick={copy}
        onBlur={() => setOutcome((last) => (last === 'copied' ? 'none' : last))}
        title={t('copy')}
        className={cn('inline-flex size-7 items-center justify-center rounded-sm text-ink-2 hover:bg-sunken hover:text-ink', className)}
      >
        <Icon aria-hidden className="size-4" />
        <span className="sr-only" aria-live="polite">
          {outcome === 'copied' ? t('copied') : t('copyWhat', { what: label })}
        </span>
      </button>
      <RefusalLine text={outcome === 'refused' ? t('copyRefused') : null} />
    </>
  )
}
