'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ReadError } from '@/components/read/read-error.ts'
import { toast } from '@/components/ui/toast.ts'
import type { LogLine } from '@/server/contract/job.ts'
import { ansiText } from './ansi-spans.ts'

/** More than anybody pastes; the file has all of them. */
const MOST_COPIED = 10_000

/** Copies, and says what came of it; why the last try failed stays until the next one. */
export function useCopy() {
  const t = useTranslations('run.log')
  const [refusal, setRefusal] = useState<string | null>(null)

  async function copyText(text: string, done: string) {
    setRefusal(null)
    try {
      await navigator.clipboard.writeText(text)
      toast(done)
    } catch {
      setRefusal(t('copyRefused'))
    }
  }

  /** The words of lines without their colours. */
  async function copyLines(count: number, read: () => Promise<LogLine[]>) {
    if (count > MOST_COPIED) return setRefusal(t('copyTooMany', { count: MOST_COPIED }))
    setRefusal(null)
    try {
      const lines = await read()
      await copyText(lines.map((line) => ansiText(line.text)).join('\n'), t('copied', { count: lines.length }))
    } catch (cause) {
      setRefusal(t(cause instanceof ReadError ? 'copyUnread' : 'copyRefused'))
    }
  }

  return { copyText, copyLines, refusal }
}
