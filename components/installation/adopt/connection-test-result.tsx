'use client'

import { useTranslations } from 'next-intl'
import { FindingList } from '@/components/plan/finding-list.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { ProblemBox } from '@/components/ui/problem-box.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { ConnectionTestState } from './use-connection-test.ts'

interface ConnectionTestResultProps {
  test: Pick<ConnectionTestState, 'isPending' | 'error' | 'data'>
  isStale: boolean
  onRetry: () => void
}

/** Everything that the test saw, not only the first thing that is wrong. */
export function ConnectionTestResult({ test, isStale, onRetry }: ConnectionTestResultProps) {
  const t = useTranslations('adopt.test')
  if (test.isPending) return <Skeleton lines={4} className="px-0" />
  if (test.error) return <ReadFailure error={test.error} onRetry={onRetry} isRetrying={test.isPending} />
  if (test.data === undefined) return null
  const { result } = test.data
  if (!result.ok) return <ProblemBox problem={result.problem} />
  const blocking = result.value.findings.filter((finding) => finding.level === 'blocking').length
  return (
    <div className="space-y-3">
      {isStale ? (
        <Alert tone="warn" title={t('stale')} />
      ) : result.value.passed ? (
        <Alert tone="good" isLive title={t('passed')} />
      ) : (
        <Alert tone="bad" isLive title={t('failed', { count: Math.max(1, blocking) })} />
      )}
      <div className="rounded-md border border-line">
        <FindingList findings={result.value.findings} isOkOpen />
      </div>
    </div>
  )
}
