'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { answered } from '@/components/read/answered.ts'
import { SaidText } from '@/components/said-text.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { RawText } from '@/components/ui/raw-text.tsx'
import { sendNoticeAgain } from '@/server/actions/send-notice-again.ts'
import type { DeliveryView } from '@/server/contract/notification.ts'
import { DeliveryStatusBadge } from './delivery-status-badge.tsx'

/** One notice to one channel: how its tries went, when the next one comes, and a way to send it again. */
export function DeliveryRow({ delivery }: { delivery: DeliveryView }) {
  const t = useTranslations('notify.log')
  const tEvent = useTranslations('notify.event')
  const client = useQueryClient()
  const { id, channel, event, job, installation, status, attempts, problem, answer, nextTryAt, isBeingTried } = delivery
  const again = useMutation({
    mutationFn: () => answered(() => sendNoticeAgain({ id })),
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  })
  const isWaiting = status === 'pending' || isBeingTried
  const raw = problem?.raw ?? answer
  return (
    <tr>
      <td>
        <LocalTime iso={delivery.createdAt} />
      </td>
      <td className="min-w-36">
        <p className="break-words font-medium">{channel.name}</p>
        <p>{tEvent(event)}</p>
      </td>
      <td className="min-w-32">
        {installation && <p className="break-words">{installation}</p>}
        {job && (
          <Link href={`/upgrades/${job.id}`} className="inline-flex min-h-6 items-center text-accent underline-offset-2 hover:underline">
            {t('job', { number: job.number })}
          </Link>
        )}
        {!installation && !job && <span className="text-ink-2">{t('none')}</span>}
      </td>
      <td className="min-w-56 space-y-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <DeliveryStatusBadge status={status} />
          <span className="text-ink-2 text-sm">{t('attempts', { count: attempts })}</span>
        </div>
        {problem && (
          <p className="text-sm">
            <SaidText said={problem.said} />
          </p>
        )}
        {nextTryAt && (
          <p className="text-ink-2 text-sm">
            {isBeingTried ? t('now') : t('next')} {!isBeingTried && <LocalTime iso={nextTryAt} />}
          </p>
        )}
        {raw && <RawText text={raw} />}
        <AnswerBox isSilent={again.isError} problem={again.data?.ok === false ? again.data.problem : null} />
      </td>
      <td>
        {!isWaiting && (
          <Button
            size="sm"
            isBusy={again.isPending}
            disabledReason={channel.isEnabled ? null : t('channelOff')}
            onClick={() => again.mutate()}
          >
            {!again.isPending && <RotateCw aria-hidden />}
            {t('again')}
          </Button>
        )}
      </td>
    </tr>
  )
}
