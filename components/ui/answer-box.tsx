'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert.tsx'
import { ProblemBox } from '@/components/ui/problem-box.tsx'
import type { Problem } from '@/server/contract/result.ts'

/** Why a command was not done, where it was given. */
export function AnswerBox({ isSilent, problem }: { isSilent: boolean; problem: Problem | null }) {
  const t = useTranslations('run.decide')
  if (problem !== null) return <ProblemBox problem={problem} />
  if (!isSilent) return null
  return (
    <Alert tone="bad" isLive title={t('notDone')}>
      <p>{t('panelSilent')}</p>
    </Alert>
  )
}
