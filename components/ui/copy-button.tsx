'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { cn } from './cn.ts'
import { toast } from './toast.ts'

/** Copies exactly `text`. `label` says what is copied. */
export function CopyButton({ text, label, className }: { text: string; label: string; className?: string }) {
  const t = useTranslations('common')
  const [isCopied, setIsCopied] = useState(false)

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setIsCopied(true)
    } catch {
      // Browsers refuse the clipboard on plain http outside of localhost.
      toast(t('copyRefused'))
    }
  }

  const Icon = isCopied ? Check : Copy
  return (
    <button
      type="button"
      onClick={copy}
      onBlur={() => setIsCopied(false)}
      title={t('copy')}
      className={cn('inline-flex size-7 items-center justify-center rounded-sm text-ink-2 hover:bg-sunken hover:text-ink', className)}
    >
      <Icon aria-hidden className="size-4" />
      <span className="sr-only" aria-live="polite">
        {isCopied ? t('copied') : t('copyWhat', { what: label })}
      </span>
    </button>
  )
}
