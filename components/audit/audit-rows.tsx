'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { Badge } from '@/components/ui/badge.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { Role } from '@/server/contract/access.ts'
import type { AuditRow } from '@/server/contract/audit.ts'
import { AuditDetail } from './audit-detail.tsx'
import { useActionText } from './use-action-text.ts'
import { useActorText } from './use-actor-text.ts'
import { visibleText } from './visible-text.ts'

const LINK = 'inline-flex min-h-6 items-center text-accent underline underline-offset-2'

/** One row a list item: side by side where there is room, stacked where there is not. */
export function AuditRows({ rows }: { rows: AuditRow[] }) {
  const t = useTranslations('audit')
  const actionText = useActionText()
  const actorText = useActorText()
  return (
    <ul aria-label={t('title')} className="divide-y divide-line">
      {rows.map((row) => {
        const role = Role.safeParse(row.role)
        const from = [role.success ? t(`roles.${role.data}`) : null, row.address].filter(Boolean).join(' · ')
        return (
          <li key={row.id} className="px-4 py-2.5">
            <div className="grid gap-x-4 gap-y-0.5 md:grid-cols-[13rem_14rem_minmax(0,1fr)_minmax(0,14rem)]">
              <div className="text-ink-2 text-sm">
                <LocalTime iso={row.at} /> <span className="tabular-nums">#{row.id}</span>
              </div>
              <div className="min-w-0 break-words">
                <span className="font-medium">{actorText(row.actor)}</span>
                {from !== '' && <span className="block text-ink-2 text-sm">{visibleText(from)}</span>}
              </div>
              <div className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-0.5">
                <span className="min-w-0 break-words">{actionText(row.action)}</span>
                {row.outcome === 'refused' && <Badge tone="bad">{t('outcomes.refused')}</Badge>}
              </div>
              <div className="flex min-w-0 flex-wrap gap-x-3 break-words text-sm">
                {row.job !== null && (
                  <Link href={`/upgrades/${row.job.id}`} className={LINK}>
                    {t('job', { number: row.job.number })}
                  </Link>
                )}
                {row.installation !== null && (
                  <Link href={`/installations/${row.installation.id}`} className={LINK}>
                    {row.installation.name}
                  </Link>
                )}
                {row.person !== null && row.person !== row.actor && <span>{row.person}</span>}
              </div>
            </div>
            <Disclosure summary={t('columns.details')} className="mt-0.5">
              <AuditDetail row={row} />
            </Disclosure>
          </li>
        )
      })}
    </ul>
  )
}
