'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge.tsx'
import type { StepStatus } from '@/server/contract/job.ts'
import { statusLook } from './status-look.ts'

export function StatusBadge({ status }: { status: StepStatus }) {
  const t = useTranslations('run.state')
  const { tone, label } = statusLook(status)
  return <Badge tone={tone}>{t(label)}</Badge>
}
