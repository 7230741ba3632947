'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Pencil, Send, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { answered } from '@/components/read/answered.ts'
import { Alert } from '@/components/ui/alert.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Badge } from '@/components/ui/badge.tsx'
import { Button } from '@/components/ui/button.tsx'
import { RawText } from '@/components/ui/raw-text.tsx'
import { enableChannel } from '@/server/actions/enable-channel.ts'
import { testChannel } from '@/server/actions/test-channel.ts'
import { type ChannelView, NoticeEvent } from '@/server/contract/notification.ts'
import { DeliveryStatusBadge } from './delivery-status-badge.tsx'

interface ChannelItemProps {
  channel: ChannelView
  /** Names of the installations by id, as far as they are known. */
  names: ReadonlyMap<string, string>
  onChange: () => void
  onRemove: () => void
}

/** One channel: where it leads, what it hears, how the last try went, and a test whose answer stays in place. */
export function ChannelItem({ channel, names, onChange, onRemove }: ChannelItemProps) {
  const t = useTranslations('notify.channel')
  const tKind = useTranslations('notify.kind')
  const tEvent = useTranslations('notify.event')
  const client = useQueryClient()
  const { id, name, kind, settings, events, installationIds, isEnabled, last } = channel
  const [isTestShown, setIsTestShown] = useState(false)
  const refresh = () => client.invalidateQueries({ queryKey: ['notifications'] })
  const test = useMutation({
    mutationFn: () => answered(() => testChannel({ id })),
    onMutate: () => setIsTestShown(true),
    onSettled: refresh,
  })
  const enable = useMutation({ mutationFn: () => answered(() => enableChannel({ id, isEnabled: !isEnabled })), onSuccess: refresh })
  const tested = test.data?.ok === true ? test.data.value : null
  const refused = test.data?.ok === false ? test.data.problem : (tested?.problem ?? null)
  const where = settings.mail === null ? settings.origin : `${settings.mail.to.join(', ')} · ${settings.mail.host}:${settings.mail.port}`
  const heard = events.length === NoticeEvent.options.length ? t('allEvents') : events.map((event) => tEvent(event)).join(' · ')
  const of = installationIds === null ? t('allInstallations') : installationIds.map((each) => names.get(each) ?? t('unknown')).join(' · ')
  return (
    <li className="space-y-3 px-4 py-3" aria-label={name}>
      <div className="grid gap-x-6 gap-y-3 lg:grid-cols-[minmax(0,1fr)_auto]">
        <div className="min-w-0 space-y-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h3 className="break-words font-semibold">{name}</h3>
            <span className="text-ink-2">{tKind(kind)}</span>
            {!isEnabled && <Badge tone="idle">{t('off')}</Badge>}
          </div>
          <p className="break-all font-mono text-ink-2 text-sm">{where}</p>
          <p className="flex flex-wrap gap-x-4 text-sm">
            <span>
              <span className="text-ink-2">{t('hears')}</span> {heard}
            </span>
            <span>
              <span className="text-ink-2">{t('of')}</span> {of}
            </span>
          </p>
          <p className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1 text-ink-2 text-sm">
            {last === null ? (
              t('neverTried')
            ) : (
              <>
                {t('last')} <DeliveryStatusBadge status={last.status} /> <LocalTime iso={last.at} />
              </>
            )}
          </p>
        </div>
        <div className="flex flex-wrap content-start items-start gap-2">
          <Button size="sm" isBusy={test.isPending} onClick={() => test.mutate()}>
            {!test.isPending && <Send aria-hidden />}
            {t('test')}
            <span className="sr-only">: {name}</span>
          </Button>
          <Button size="sm" isBusy={enable.isPending} onClick={() => enable.mutate()}>
            {isEnabled ? t('switchOff') : t('switchOn')}
            <span className="sr-only">: {name}</span>
          </Button>
          <Button size="sm" onClick={onChange}>
            <Pencil aria-hidden />
            {t('change')}
            <span className="sr-only">: {name}</span>
          </Button>
          <Button size="sm" variant="ghost" onClick={onRemove}>
            <Trash2 aria-hidden />
            {t('remove')}
            <span className="sr-only">: {name}</span>
          </Button>
        </div>
      </div>
      {isTestShown && tested?.isSent && (
        <Alert tone="good" isLive title={t('testArrived')}>
          {tested.answer ? <RawText text={tested.answer} /> : <p>{t('noWords')}</p>}
        </Alert>
      )}
      <AnswerBox isSilent={test.isError} problem={test.isPending ? null : refused} />
      <AnswerBox isSilent={enable.isError} problem={enable.data?.ok === false ? enable.data.problem : null} />
    </li>
  )
}
