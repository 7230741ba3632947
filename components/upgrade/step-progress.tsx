'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { formatBytes } from '@/components/i18n/format-bytes.ts'
import { ProgressBar } from '@/components/ui/progress-bar.tsx'
import type { Progress } from '@/server/contract/job.ts'

/** A measured amount; a bar only where the whole is known. */
export function StepProgress({ progress, label }: { progress: Progress; label: string }) {
  const t = useTranslations('run.progress')
  const format = useFormatter()
  const { done, total, unit } = progress
  const amount = (value: number) => (unit === 'bytes' ? formatBytes(value) : format.number(value))
  const text = total === null ? t(unit, { done: amount(done) }) : t(`${unit}Of`, { done: amount(done), total: amount(total) })
  return <ProgressBar label={label} done={done} total={total} text={text} />
}
