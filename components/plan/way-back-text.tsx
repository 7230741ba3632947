'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { SaidText } from '@/components/said-text.tsx'
import type { PlannedWayBack } from '@/server/contract/plan.ts'

/** Which way back a plan has, why it has no better one, and what is known of it. */
export function WayBackText({ wayBack }: { wayBack: PlannedWayBack }) {
  const t = useTranslations('plan.wayBack')
  const { triedAt } = wayBack
  return (
    <>
      <p>{t(wayBack.way)}</p>
      {wayBack.way === 'drop-and-restore' && (
        <p className="text-ink-2 text-sm">
          <SaidText said={wayBack.because} />
        </p>
      )}
      <p className="text-ink-2 text-sm">
        {triedAt === undefined ? t('untried') : t.rich('tried', { time: () => <LocalTime iso={triedAt} /> })}
      </p>
      {wayBack.way === 'swap' && wayBack.isSpaceUnknown && <p className="text-ink-2 text-sm">{t('spaceUnknown')}</p>}
    </>
  )
}
