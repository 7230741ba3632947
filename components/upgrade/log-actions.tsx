'use client'

import { Copy, Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button.tsx'
import { saveFile } from '@/components/ui/save-file.ts'
import { toast } from '@/components/ui/toast.ts'
import type { LogLine } from '@/server/contract/job.ts'
import { ansiText } from './ansi-spans.ts'

interface LogActionsProps {
  /** What the reader has in front of them. */
  shown: readonly LogLine[]
  /** Everything that is held. */
  all: readonly LogLine[]
  fileName: string
}

/** Copy takes the shown words; download takes every line as it was written, with number, time, step and stream. */
export function LogActions({ shown, all, fileName }: LogActionsProps) {
  const t = useTranslations('run.log')

  async function copy() {
    try {
      await navigator.clipboard.writeText(shown.map((line) => ansiText(line.text)).join('\n'))
      toast(t('copied', { count: shown.length }))
    } catch {
      toast(t('copyRefused'))
    }
  }

  function download() {
    const text = all.map(({ seq, at, stepId, stream, text: words }) => `${seq}\t${at}\t${stepId}\t${stream}\t${words}\n`).join('')
    saveFile(fileName, text)
  }

  return (
    <>
      <Button size="sm" variant="ghost" onClick={copy}>
        <Copy aria-hidden />
        {t('copyButton')}
      </Button>
      <Button size="sm" variant="ghost" onClick={download}>
        <Download aria-hidden />
        {t('download')}
      </Button>
    </>
  )
}
