'use client'

import { useTranslations } from 'next-intl'
import { useSay } from '@/components/i18n/use-say.ts'
import { Alert } from '@/components/ui/alert.tsx'
import type { RollbackPreview } from '@/server/contract/choice.ts'

/** What goes with a rollback, or why nobody can tell; never "nothing" where it is only unknown. */
export function RollBackLoss({ preview: { lost, lostUnknown, dumps } }: { preview: RollbackPreview }) {
  const t = useTranslations('run.rollback')
  const say = useSay()
  if (dumps.length === 0) return <Alert tone="good" title={t('lostNothing')} />
  if (lost === null) {
    return (
      <Alert tone="warn" title={t('lostUnknownMeaning')}>
        {lostUnknown !== null && <p>{t('lostUnknown', { reason: say(lostUnknown) })}</p>}
      </Alert>
    )
  }
  if (lost.tables === 0) return <Alert tone="idle" title={t('lostNone')} />
  const more = lost.tables - lost.examples.length
  return (
    <Alert tone="warn" title={t('lostCount', { rows: lost.rows, tables: lost.tables })}>
      <ul aria-label={t('lostExamples')} className="grid gap-x-6 font-mono text-sm sm:grid-cols-2">
        {lost.examples.map((example) => (
          <li key={example} className="break-words">
            {example}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-sm">{t('lostMore', { count: more })}</p>}
    </Alert>
  )
}
