'use client'

import { RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'
import { ProblemBox } from '@/components/ui/problem-box.tsx'
import { ReadError } from './read-error.ts'

/** Why a read did not work, with a way to try again. */
export function ReadFailure({ error, onRetry, isRetrying }: { error: Error; onRetry: () => void; isRetrying: boolean }) {
  const t = useTranslations('common')
  const retry = (
    <Button size="sm" onClick={onRetry} isBusy={isRetrying}>
      {!isRetrying && <RotateCw aria-hidden />}
      {t('retry')}
    </Button>
  )
  const problem = error instanceof ReadError ? error.problem : null
  if (problem) return <ProblemBox problem={problem} actions={retry} />
  return (
    <Alert tone="bad" isLive title={t('panelSilent')} actions={retry}>
      <p>{t('panelSilentHint')}</p>
    </Alert>
  )
}
