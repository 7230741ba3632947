'use client'

import { useTranslations } from 'next-intl'
import { HelpLink } from '@/components/help/help-link.tsx'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { ButtonLink } from '@/components/ui/button-link.tsx'

const STEPS = ['adopt', 'plan', 'run'] as const

/** What someone sees who opens the panel for the first time. */
export function Welcome() {
  const t = useTranslations()
  const needs = useNeeds('installation:edit')
  return (
    <section aria-labelledby="welcome" className="max-w-3xl space-y-5 rounded-lg border border-line bg-surface p-5 sm:p-8">
      <div className="space-y-2">
        <h2 id="welcome" className="font-semibold text-xl tracking-tight">
          {t('jobs.overview.welcome')}
        </h2>
        <p className="max-w-prose text-ink-2">{t('jobs.overview.welcomeText')}</p>
      </div>
      <ol className="space-y-3 border-accent border-l-2 pl-5">
        {STEPS.map((step, index) => (
          <li key={step} className="grid grid-cols-[1.5rem_minmax(0,1fr)]">
            <span aria-hidden className="font-mono text-accent">
              {index + 1}
            </span>
            <span>{t(`jobs.overview.welcomeSteps.${step}`)}</span>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-2">
        <ButtonLink disabledReason={needs} href="/installations/adopt" variant="primary">
          {t('adopt.list.adopt')}
        </ButtonLink>
        <HelpLink journey="adopt" />
      </div>
    </section>
  )
}
