'use client'

import { Copy, Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button.tsx'
import { buttonStyle } from '@/components/ui/button-style.ts'
import { RefusalLine } from '@/components/ui/refusal-line.tsx'
import type { LogFilter } from '@/server/contract/log.ts'
import { readLines } from './read-lines.ts'
import { useCopy } from './use-copy.ts'

interface LogActionsProps {
  jobId: string
  filter: LogFilter
  total: number
}

/** Copy takes the words of what the filter shows; download takes every line as it was written, with number, time, step and stream. */
export function LogActions({ jobId, filter, total }: LogActionsProps) {
  const t = useTranslations('run.log')
  const { copyLines, refusal } = useCopy()
  return (
    <>
      <Button size="sm" variant="ghost" onClick={() => copyLines(total, () => readLines(jobId, filter, 0, total))}>
        <Copy aria-hidden />
        {t('copyButton')}
      </Button>
      <a href={`/api/upgrades/${encodeURIComponent(jobId)}/log/raw`} download className={buttonStyle({ size: 'sm', variant: 'ghost' })}>
        <Download aria-hidden />
        {t('download')}
      </a>
      <RefusalLine text={refusal} />
    </>
  )
}
