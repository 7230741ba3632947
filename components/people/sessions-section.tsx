'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Badge } from '@/components/ui/badge.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Section } from '@/components/ui/section.tsx'
import { toast } from '@/components/ui/toast.ts'
import { endMySessions } from '@/server/actions/end-my-sessions.ts'
import type { SessionView } from '@/server/contract/people.ts'
import { deviceName } from './device-name.ts'
import { useCommand } from './use-command.ts'

/** Where I am signed in, and the way to end what is not mine any more. */
export function SessionsSection({ sessions }: { sessions: SessionView[] }) {
  const t = useTranslations('people.sessions')
  const queries = useQueryClient()
  const { run, isBusy, isSilent, problem } = useCommand(endMySessions, async ({ sessionsEnded }) => {
    toast(t('ended', { count: sessionsEnded }))
    await queries.invalidateQueries({ queryKey: ['account'] })
  })
  const hasOthers = sessions.some(({ isThis }) => !isThis)
  return (
    <Section
      title={t('title')}
      description={t('text')}
      isFlush
      actions={
        hasOthers && (
          <Button size="sm" isBusy={isBusy} onClick={() => run({ which: 'others' })}>
            {t('endOthers')}
          </Button>
        )
      }
    >
      {(isSilent || problem !== null) && (
        <div className="p-4">
          <AnswerBox isSilent={isSilent} problem={problem} />
        </div>
      )}
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} isBusy={isBusy} onEnd={() => run({ which: session.id })} />
        ))}
      </ul>
    </Section>
  )
}

function SessionRow({ session, isBusy, onEnd }: { session: SessionView; isBusy: boolean; onEnd: () => void }) {
  const t = useTranslations('people.sessions')
  const { browser, system } = deviceName(session.userAgent)
  const device =
    browser === null ? session.userAgent.slice(0, 60) || t('unknownDevice') : system === null ? browser : t('device', { browser, system })
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 space-y-0.5">
        <p className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 break-words font-medium" title={session.userAgent}>
            {device}
          </span>
          {session.isThis && <Badge tone="good">{t('this')}</Badge>}
        </p>
        <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 text-sm">
          <dt className="text-ink-2">{t('address')}</dt>
          <dd className="break-all font-mono">{session.address || t('unknownAddress')}</dd>
          <dt className="text-ink-2">{t('begun')}</dt>
          <dd>
            <LocalTime iso={session.begunAt} />
          </dd>
          <dt className="text-ink-2">{t('lastSeen')}</dt>
          <dd>
            <LocalTime iso={session.lastSeenAt} />
          </dd>
        </dl>
      </div>
      {!session.isThis && (
        <Button size="sm" isBusy={isBusy} onClick={onEnd}>
          {t('end')}
          <span className="sr-only">: {device}</span>
        </Button>
      )}
    </li>
  )
}
