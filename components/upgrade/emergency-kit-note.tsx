'use client'

import { useTranslations } from 'next-intl'
import type { JobSnapshot } from '@/server/contract/job.ts'

/** Where the way back lies for those who have no panel any more. */
export function EmergencyKitNote({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('run.rollback')
  const folder = snapshot.emergencyKitFolder
  if (folder === null) return null
  return (
    <div className="min-w-0 space-y-1">
      <h3 className="font-semibold">{t('kit')}</h3>
      <p className="max-w-prose break-words text-sm">{t('kitText', { folder })}</p>
    </div>
  )
}
