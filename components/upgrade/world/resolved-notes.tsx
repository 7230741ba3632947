'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { Facts } from '@/components/ui/facts.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { NextAttempt } from '../next-attempt.tsx'
import { WorldItems } from './world-items.tsx'

/** How a person ended the job, what the panel saw then, and the way to the next plan. */
export function ResolvedNotes({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('run.resolved')
  const { resolution } = snapshot
  if (resolution === null) return null
  return (
    <section aria-labelledby="resolved" className="space-y-5 rounded-lg border-2 border-warn bg-surface p-4 sm:p-5">
      <h2 id="resolved" className="font-semibold text-lg">
        {t('title')}
      </h2>
      <Facts
        facts={[
          { label: t('by'), value: resolution.by },
          { label: t('at'), value: <LocalTime iso={resolution.at} /> },
          { label: t('reason'), value: <span className="break-words">{resolution.reason}</span> },
          {
            label: t('container'),
            value: (
              <span className="font-mono text-sm">
                {t('containerValue', { name: resolution.container.name, version: resolution.version })}
              </span>
            ),
          },
        ]}
      />
      <div className="grid gap-x-8 gap-y-5 lg:grid-cols-2">
        <div className="min-w-0 space-y-2">
          <h3 className="font-semibold">{t('seen')}</h3>
          <WorldItems items={resolution.items} />
        </div>
        <NextAttempt snapshot={snapshot} />
      </div>
    </section>
  )
}
