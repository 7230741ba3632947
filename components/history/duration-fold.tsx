'use client'

import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Durations } from './durations.tsx'

/** The chart above a list: read and drawn only when somebody opens it. */
export function DurationFold({ installationId }: { installationId: string }) {
  const t = useTranslations('history.chart')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details className="group/fold border-line border-b px-4 py-2" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className="-ml-1 inline-flex min-h-7 list-none items-center gap-1 font-medium">
        <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open/fold:rotate-90" />
        {t('title')}
      </summary>
      {isOpen && (
        <div className="space-y-2 py-2">
          <p className="text-ink-2 text-sm">{t('description')}</p>
          <Durations installationId={installationId} />
        </div>
      )}
    </details>
  )
}
