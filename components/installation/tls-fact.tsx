'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useSay } from '@/components/i18n/use-say.ts'
import { Badge } from '@/components/ui/badge.tsx'
import type { InstallationView } from '@/server/contract/installation.ts'
import { stateQuery } from './state-query.ts'

/** How sessions to the MetaDB are to be protected, and whether one is encrypted now: "if offered" must not hide clear text. */
export function TlsFact({ installation }: { installation: InstallationView }) {
  const t = useTranslations('adopt.detail.tls')
  const { metaDb, metaDbCa, archived } = installation
  const ca = metaDbCa.map(({ subject }) => subject).join('; ')
  return (
    <div className="space-y-0.5">
      {metaDb.tls.mode === 'verified' ? t('verified', { ca }) : t(metaDb.tls.mode)}
      {metaDbCa.map(({ subject, until }) => (
        <span key={`${subject} ${until}`} className="block text-ink-2 text-sm">
          {t.rich('until', { date: () => <LocalTime iso={until} /> })}
        </span>
      ))}
      {archived === null && <Now installation={installation} />}
    </div>
  )
}

function Now({ installation }: { installation: InstallationView }) {
  const t = useTranslations('adopt.detail.tls')
  const say = useSay()
  const { data } = useQuery(stateQuery(installation.id))
  const detail = (text: string) => <span className="block max-w-prose break-words text-ink-2 text-sm">{text}</span>
  if (data === undefined) return detail(t('reading'))
  if ('unread' in data.metaDb) return detail(t('unread', { reason: say(data.metaDb.unread) }))
  const { cipher } = data.metaDb
  if (cipher === null)
    return (
      <div>
        <Badge tone="warn">{t('clear')}</Badge>
        {detail(t('clearText'))}
      </div>
    )
  const isVerified = installation.metaDb.tls.mode === 'verified'
  return (
    <div>
      <Badge tone="good">{t(isVerified ? 'encryptedVerified' : 'encrypted')}</Badge>
      {!isVerified && detail(t('unproven'))}
      {detail(t('cipher', { cipher }))}
    </div>
  )
}
