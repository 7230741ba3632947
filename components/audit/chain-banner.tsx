'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { ChainReport } from '@/server/contract/audit.ts'
import { chainQuery, checkChainAgain } from './audit-query.ts'

/** Whether the trail is whole, with the head's hash to keep elsewhere. */
export function ChainBanner() {
  const t = useTranslations('audit.chain')
  const client = useQueryClient()
  const { data, error, refetch, isFetching } = useQuery(chainQuery)
  const again = useMutation({ mutationFn: checkChainAgain, onSuccess: (report) => client.setQueryData(chainQuery.queryKey, report) })
  const failure = again.error ?? error
  if (failure)
    return (
      <ReadFailure error={failure} onRetry={() => (again.error ? again.mutate() : refetch())} isRetrying={isFetching || again.isPending} />
    )
  if (data === undefined)
    return (
      <div aria-busy>
        <p className="text-ink-2 text-sm">{t('checking')}</p>
        <Skeleton lines={2} />
      </div>
    )
  const { head, before, checkedAt, verdict } = data
  const { tone, title, text } = words(data)
  return (
    <Alert tone={tone} title={title} isLive={tone === 'bad'}>
      {text}
      {before > 0 && <p>{t('before', { count: before })}</p>}
      {head !== null && (
        <p className="flex flex-wrap items-center gap-x-2">
          <span>{t(verdict.state === 'broken' ? 'wholeTo' : 'head', { id: head.id })}</span>
          <code className="min-w-0 break-all font-mono text-sm">{head.hash}</code>
          <CopyButton text={`${head.id} ${head.hash}`} label={t('hash')} />
        </p>
      )}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <span>
          {t('checkedAt')} <LocalTime iso={checkedAt} />
        </span>
        <Button size="sm" onClick={() => again.mutate()} isBusy={again.isPending}>
          {!again.isPending && <RotateCw aria-hidden />}
          {t('again')}
        </Button>
      </p>
    </Alert>
  )

  function words({ verdict, rows, sealedAfter }: ChainReport) {
    if (verdict.state === 'broken')
      return {
        tone: 'bad' as const,
        title: t('broken', { id: verdict.id }),
        text: (
          <>
            <p>{t(`reasons.${verdict.reason}`)}</p>
            <p>{t('brokenText')}</p>
          </>
        ),
      }
    if (verdict.state === 'unsealed') return { tone: 'warn' as const, title: t('unsealed'), text: <p>{t('unsealedText')}</p> }
    if (sealedAfter > 0)
      return {
        tone: 'warn' as const,
        title: t('sealedAfter', { id: sealedAfter }),
        text: <p>{t('sealedAfterText', { id: sealedAfter })}</p>,
      }
    return { tone: 'good' as const, title: t('whole'), text: <p>{t('wholeText', { rows })}</p> }
  }
}
