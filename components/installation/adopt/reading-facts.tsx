'use client'

import { useTranslations } from 'next-intl'
import { SaidText } from '@/components/said-text.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { Facts } from '@/components/ui/facts.tsx'
import type { ContainerReading } from '@/server/contract/installation.ts'

export function ReadingFacts({ reading }: { reading: ContainerReading }) {
  const t = useTranslations('adopt')
  const mono = (text: string) => <span className="font-mono text-sm">{text}</span>
  const { metaDb, databases } = reading
  return (
    <div className="space-y-4">
      {reading.warnings.length > 0 && (
        <Alert tone="warn" title={t('read.warnings')}>
          <ul className="list-disc space-y-1 pl-5">
            {reading.warnings.map((warning) => (
              <li key={JSON.stringify(warning)}>
                <SaidText said={warning} />
              </li>
            ))}
          </ul>
        </Alert>
      )}
      <Facts
        facts={[
          { label: t('read.image'), value: mono(reading.image) },
          { label: t('read.version'), value: reading.version === null ? t('read.versionUnknown') : mono(reading.version) },
          { label: t('read.edition'), value: t(`edition.${reading.edition}`) },
          { label: t('read.state'), value: mono(reading.state) },
          { label: t('read.host'), value: mono(reading.hostIp) },
          {
            label: t('read.mounts'),
            value: (
              <ul className="font-mono text-sm">
                {reading.binds.map((bind) => (
                  <li key={bind}>{bind}</li>
                ))}
              </ul>
            ),
          },
          { label: t('read.ports'), value: t('read.portList', portTexts(reading)) },
          { label: t('read.metaDb'), value: mono(`${metaDb.user}@${metaDb.host}:${metaDb.port}`) },
          { label: t('read.databases'), value: mono([databases.rm, databases.cm, ...databases.heartbeats].join(', ')) },
          { label: t('read.region'), value: reading.region ?? t('read.regionNone') },
          { label: t('read.console'), value: mono(reading.consoleUrl) },
        ]}
      />
    </div>
  )
}

// As text: a formatted number would become `8,089`.
function portTexts({ ports }: ContainerReading) {
  return {
    console: String(ports.console),
    ghana: String(ports.ghana),
    cm: String(ports.cm),
    supervisor: String(ports.supervisor),
    sshd: String(ports.sshd),
  }
}
