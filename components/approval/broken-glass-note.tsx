'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'

/** Marks an upgrade that was let start past its rules, for whoever looks at it later. */
export function BrokenGlassNote({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('approval.glass')
  const broken = snapshot.approval.rows.filter(({ kind, voidedAt }) => kind === 'break-glass' && voidedAt === null)
  if (broken.length === 0) return null
  return (
    <Alert tone="warn" title={t('title')}>
      {broken.map(({ id, by, at, reason, coversApproval, coversWindow }) => (
        <p key={id} className="max-w-prose break-words">
          {t(coversApproval ? (coversWindow ? 'both' : 'approval') : 'window', { by, reason: reason ?? '' })} <LocalTime iso={at} />
        </p>
      ))}
    </Alert>
  )
}
