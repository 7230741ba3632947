'use client'

import { useTranslations } from 'next-intl'
import type { WindowState } from '@/server/contract/maintenance-window.ts'
import { ZoneTime } from './zone-time.tsx'

/** Whether a start is possible now by windows and freezes, and until or from when. */
export function WindowLine({ window }: { window: WindowState }) {
  const t = useTranslations('approval.window')
  const { timeZone, hasWindows, isOpen, openUntil, freeze, nextOpenAt } = window
  return (
    <span className="space-y-0.5">
      {freeze !== null && (
        <span className="block font-medium text-warn">
          {t('frozen')} <ZoneTime iso={freeze.until} timeZone={timeZone} />: {freeze.reason}
        </span>
      )}
      {isOpen && (
        <span className="block">
          {openUntil === null ? (
            t(hasWindows ? 'open' : 'anytime')
          ) : (
            <>
              {t('openUntil')} <ZoneTime iso={openUntil} timeZone={timeZone} />
            </>
          )}
        </span>
      )}
      {!isOpen && (
        <span className="block">
          {nextOpenAt === null ? (
            t('never')
          ) : (
            <>
              {t('closed')} <ZoneTime iso={nextOpenAt} timeZone={timeZone} />
            </>
          )}
        </span>
      )}
    </span>
  )
}
