'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { Facts } from '@/components/ui/facts.tsx'
import type { InstallationView } from '@/server/contract/installation.ts'
import { TlsFact } from './tls-fact.tsx'

export function InstallationFacts({ installation }: { installation: InstallationView }) {
  const t = useTranslations('adopt')
  const { metaDb, databases, console } = installation
  const mono = (text: string) => <span className="font-mono text-sm">{text}</span>
  return (
    <Facts
      facts={[
        { label: t('detail.version'), value: mono(installation.version) },
        { label: t('detail.edition'), value: t(`edition.${installation.edition}`) },
        ...installation.nodes.flatMap((node) => [
          { label: t('detail.container'), value: mono(`${node.containerName} (${node.containerId.slice(0, 12)})`) },
          { label: t('detail.host'), value: mono(node.hostIp) },
        ]),
        { label: t('detail.metaDb'), value: mono(`${metaDb.user}@${metaDb.host}:${metaDb.port}`) },
        { label: t('detail.tls.label'), value: <TlsFact installation={installation} /> },
        { label: t('detail.databases'), value: mono([databases.rm, databases.cm, ...databases.heartbeats].join(', ')) },
        {
          label: t('detail.console'),
          value: (
            <a
              href={console.url}
              target="_blank"
              rel="noreferrer"
              className="font-mono text-accent text-sm underline underline-offset-2"
              aria-label={t('detail.openConsole', { url: console.url })}
            >
              {console.url}
            </a>
          ),
        },
        { label: t('detail.consoleAccount'), value: console.user === '' ? t('detail.noAccount') : mono(console.user) },
        {
          label: t('detail.driver'),
          value: (
            <>
              {t(`driver.${console.driver}`)}
              <span className="block max-w-prose text-ink-2 text-sm">{t(`driver.${console.driver}Text`)}</span>
            </>
          ),
        },
        { label: t('detail.backupFolder'), value: mono(installation.backupFolder) },
        { label: t('detail.adoptedAt'), value: <LocalTime iso={installation.createdAt} /> },
      ]}
    />
  )
}
