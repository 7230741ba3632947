'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { SaidText } from '@/components/said-text.tsx'
import { Badge } from '@/components/ui/badge.tsx'
import type { ApprovalView } from '@/server/contract/approval.ts'
import { rowTone } from './approval-look.ts'

/** Everything that was said of the plan, oldest first. */
export function ApprovalRows({ rows, now }: { rows: ApprovalView[]; now: string }) {
  const t = useTranslations('approval.row')
  if (rows.length === 0) return null
  return (
    <ul className="divide-y divide-line border-line border-y" aria-label={t('label')}>
      {rows.map((row) => (
        <li key={row.id} className="space-y-1 py-2.5">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge tone={rowTone(row, now)}>{t(`kind.${row.kind}`)}</Badge>
            <span className="font-medium">{row.by}</span>
            <LocalTime iso={row.at} />
            {row.expiresAt !== null && row.voidedAt === null && (
              <span className="text-ink-2">
                {t(row.expiresAt > now ? 'until' : 'ended')} <LocalTime iso={row.expiresAt} />
              </span>
            )}
          </p>
          {row.kind === 'break-glass' && <p className="text-sm">{t(covers(row))}</p>}
          {row.reason !== null && <p className="max-w-prose whitespace-pre-wrap break-words">{row.reason}</p>}
          {row.voidedBecause !== null && (
            <p className="max-w-prose font-medium text-warn">
              {t('void')} <SaidText said={row.voidedBecause} />
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function covers({ coversApproval, coversWindow }: ApprovalView): 'coversBoth' | 'coversWindow' | 'coversApproval' {
  if (coversApproval && coversWindow) return 'coversBoth'
  return coversWindow ? 'coversWindow' : 'coversApproval'
}
