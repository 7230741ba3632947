'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button.tsx'

interface LogGapBarProps {
  missing: number
  onLoad: () => void
}

/** Lines that should be in sight and are not: never a silent gap. */
export function LogGapBar({ missing, onLoad }: LogGapBarProps) {
  const t = useTranslations('run.log')
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-warn-soft px-4 py-1.5">
      <span className="font-medium text-sm text-warn tabular-nums">{missing > 0 ? t('missing', { count: missing }) : t('uncounted')}</span>
      <Button size="sm" onClick={onLoad}>
        {t('load')}
      </Button>
    </div>
  )
}
