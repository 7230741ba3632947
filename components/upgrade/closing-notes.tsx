'use client'

import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonStyle } from '@/components/ui/button-style.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'

/** What a person has to know after the upgrade, before the first sign-in. */
export function ClosingNotes({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('run.closing')
  const old = snapshot.plan.node.oldContainer.name
  return (
    <section aria-labelledby="closing-notes" className="space-y-3 rounded-lg border-2 border-good bg-surface p-4 sm:p-5">
      <h2 id="closing-notes" className="font-semibold text-lg">
        {t('title')}
      </h2>
      <ol className="max-w-prose list-decimal space-y-1.5 pl-5 marker:text-ink-2">
        <li className="font-medium">{t('cache')}</li>
        <li>{t('abnormal')}</li>
        <li>{t('kept', { old })}</li>
      </ol>
      <a href={snapshot.installation.consoleUrl} target="_blank" rel="noreferrer" className={buttonStyle({ variant: 'secondary' })}>
        {t('openConsole')}
        <ExternalLink aria-hidden />
      </a>
    </section>
  )
}
