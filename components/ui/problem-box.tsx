'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { HintLinks } from '@/components/hint/hint-links.tsx'
import { SaidText } from '@/components/said-text.tsx'
import type { Problem } from '@/server/contract/result.ts'
import { Alert } from './alert.tsx'
import { Button } from './button.tsx'
import { RawText } from './raw-text.tsx'

/** What happened, what to do, and the raw text behind it. */
export function ProblemBox({ problem, actions, className }: { problem: Problem; actions?: ReactNode; className?: string }) {
  const t = useTranslations('common')
  return (
    <Alert tone="bad" isLive title={<SaidText said={problem.said} />} actions={actions} {...(className && { className })}>
      {problem.hint && (
        <p>
          <SaidText said={problem.hint} />
        </p>
      )}
      <HintLinks texts={[problem.said, problem.hint]} />
      {problem.raw && <RawText text={problem.raw} />}
      {problem.said.key === 'errors.panelUpdated' && <Button onClick={() => window.location.reload()}>{t('reload')}</Button>}
    </Alert>
  )
}
