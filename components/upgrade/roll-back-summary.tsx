'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { FindingList } from '@/components/plan/finding-list.tsx'
import { PlannedStepItem } from '@/components/plan/planned-step-item.tsx'
import { WeakNote } from '@/components/proofs/weak-note.tsx'
import { SaidText } from '@/components/said-text.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import type { RollbackPreview } from '@/server/contract/choice.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { RollBackDumps } from './roll-back-dumps.tsx'
import { RollBackLoss } from './roll-back-loss.tsx'

/** What a rollback would do now: loss, dumps, time, steps. */
export function RollBackSummary({ snapshot, preview }: { snapshot: JobSnapshot; preview: RollbackPreview }) {
  const t = useTranslations('run.rollback')
  const duration = useDuration()
  const { oldContainer, newContainerName } = snapshot.plan.node
  const words = { old: oldContainer.name, new: newContainerName }
  return (
    <div className="space-y-4">
      {preview.waitsForStep && <Alert tone="warn" title={t('waitsForStep')} />}
      <div className="max-w-prose space-y-1.5">
        <p>{t(`way.${preview.way}`, words)}</p>
        {preview.because !== null && (
          <p className="text-ink-2">
            {t('because')} <SaidText said={preview.because} />
          </p>
        )}
      </div>
      <Part title={t('checks')}>
        <div className="overflow-hidden rounded-md border border-line">
          <FindingList findings={preview.findings} />
        </div>
      </Part>
      <Part title={t('lost')}>
        <RollBackLoss snapshot={snapshot} preview={preview} />
      </Part>
      <Part title={t('dumps')}>
        <RollBackDumps preview={preview} />
        {preview.weakProofs.length > 0 && <WeakNote proofs={preview.weakProofs} of="backup" className="mt-2" />}
      </Part>
      <Part title={t('duration')}>
        <p className="font-medium">
          {t('durationText', { duration: duration(preview.estimateSeconds), down: duration(preview.downSeconds) })}
        </p>
        <Disclosure summary={t('steps', { count: preview.procedure.length })} className="pt-1">
          <ol className="divide-y divide-line rounded-md border border-line">
            {preview.procedure.map((step) => (
              <PlannedStepItem key={step.id} step={step} isOpen={false} />
            ))}
          </ol>
        </Disclosure>
      </Part>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0 space-y-1.5">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  )
}
