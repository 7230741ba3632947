'use client'

import { ArrowUpFromLine } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMay } from '@/components/layout/person-context.tsx'
import { ButtonLink } from '@/components/ui/button-link.tsx'
import type { InstallationView } from '@/server/contract/installation.ts'
import { LastJobLink } from './last-job-link.tsx'
import { SharedNote } from './shared-note.tsx'
import { StateFacts } from './state-facts.tsx'

/** One row an installation: version in large figures, because that is what people look for. */
export function InstallationCards({ installations }: { installations: InstallationView[] }) {
  const t = useTranslations('adopt')
  const mayPlan = useMay('upgrade:plan')
  return (
    <ul className="divide-y divide-line">
      {installations.map((installation) => (
        <li
          key={installation.id}
          className="grid items-center gap-x-6 gap-y-2 px-4 py-3 lg:grid-cols-[5.5rem_minmax(0,1fr)_minmax(0,1fr)_auto]"
        >
          <p className="font-mono font-semibold text-lg tabular-nums tracking-tight">
            <span className="sr-only">{t('list.version')} </span>
            {installation.version}
          </p>
          <div className="min-w-0">
            <Link
              href={`/installations/${installation.id}`}
              className="inline-flex min-h-6 items-center font-semibold underline-offset-2 hover:underline"
            >
              {installation.name}
            </Link>
            <p className="flex flex-wrap gap-x-3 text-ink-2 text-sm">
              <span>{t(`edition.${installation.edition}`)}</span>
              {installation.nodes.map((node) => (
                <span key={node.containerId} className="font-mono">
                  {node.containerName} · {node.hostIp}
                </span>
              ))}
            </p>
            <SharedNote installation={installation} />
          </div>
          <dl className="grid grid-cols-[max-content_minmax(0,1fr)] items-center gap-x-3 gap-y-1">
            <dt className="text-ink-2 text-sm">{t('list.lastJob')}</dt>
            <dd>
              <LastJobLink job={installation.lastJob} />
            </dd>
            <dt className="text-ink-2 text-sm">{t('list.driver')}</dt>
            <dd>{t(`driver.${installation.console.driver}`)}</dd>
            <StateFacts installationId={installation.id} />
          </dl>
          {mayPlan && (
            <ButtonLink size="sm" href={`/upgrades/new?installation=${encodeURIComponent(installation.id)}`} className="justify-self-start">
              <ArrowUpFromLine aria-hidden />
              {t('detail.plan')}
              <span className="sr-only">: {installation.name}</span>
            </ButtonLink>
          )}
        </li>
      ))}
    </ul>
  )
}
