'use client'

import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { SaidText } from '@/components/said-text.tsx'
import { buttonStyle } from '@/components/ui/button-style.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { NextAttempt } from './next-attempt.tsx'
import { useStepTitle } from './use-step-title.ts'

/** After the rollback: what a person has to look at, and what stands in the way of the next attempt. */
export function RolledBackNotes({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('run.rolledBack')
  return (
    <section aria-labelledby="rolled-back" className="space-y-5 rounded-lg border-2 border-warn bg-surface p-4 sm:p-5">
      <h2 id="rolled-back" className="font-semibold text-lg">
        {t('title')}
      </h2>
      <div className="grid gap-x-8 gap-y-5 lg:grid-cols-2">
        <div className="min-w-0 space-y-2">
          <h3 className="font-semibold">{t('hand')}</h3>
          <HandList needsHand={snapshot.needsHand} />
          <p className="max-w-prose text-ink-2 text-sm">{t('cache')}</p>
          <a href={snapshot.installation.consoleUrl} target="_blank" rel="noreferrer" className={buttonStyle({ variant: 'secondary' })}>
            {t('openConsole')}
            <ExternalLink aria-hidden />
          </a>
        </div>
        <NextAttempt snapshot={snapshot} />
      </div>
    </section>
  )
}

function HandList({ needsHand }: Pick<JobSnapshot, 'needsHand'>) {
  const t = useTranslations('run.rolledBack')
  const stepTitle = useStepTitle()
  if (needsHand === null) return <p>{t('handUnread', { step: stepTitle('rollback-checklist') })}</p>
  if (needsHand.length === 0) return <p>{t('handNone')}</p>
  return needsHand.map(({ kind, toDo, components }) => (
    <div key={kind} className="space-y-1">
      <h4 className="font-medium">{kind}</h4>
      <ul className="list-disc space-y-1 pl-5">
        {components.map((component) => (
          <li key={`${component.project}/${component.name}`} className="break-words">
            {t('handItem', component)}
          </li>
        ))}
      </ul>
      <p className="max-w-prose text-ink-2 text-sm">
        <SaidText said={toDo} />
      </p>
    </div>
  ))
}
