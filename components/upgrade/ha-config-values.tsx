'use client'

import { useTranslations } from 'next-intl'
import { CodeBlock } from '@/components/ui/code-block.tsx'

/** What to enter beside what is there: a person at another screen sees at a glance whether it arrived. */
export function HaConfigValues({ wanted, current }: { wanted: string | null; current: string | null }) {
  const t = useTranslations('run.person')
  return (
    <div className="grid gap-x-4 gap-y-3 pt-4 lg:grid-cols-2">
      {wanted !== null && (
        <div className="min-w-0 space-y-1">
          <p className="font-medium">{t('value')}</p>
          <CodeBlock text={wanted} label={t('value')} className="border-warn bg-surface" />
        </div>
      )}
      {current !== null && (
        <div className="min-w-0 space-y-1">
          <p className="font-medium">{t('current')}</p>
          <CodeBlock text={current} label={t('current')} className="bg-surface" />
        </div>
      )}
    </div>
  )
}
