'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { SaidText } from '@/components/said-text.tsx'
import { cn } from '@/components/ui/cn.ts'
import { CodeBlock } from '@/components/ui/code-block.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import type { PlannedStep } from '@/server/contract/plan.ts'
import { CHANGES_ICON } from './changes-icon.ts'
import { documentNumber } from './document-number.ts'

/** One paragraph of the document: its number in the margin, like in the document itself. */
export function PlannedStepItem({ step, isOpen }: { step: PlannedStep; isOpen: boolean }) {
  const t = useTranslations('plan')
  const tStep = useTranslations('steps.name')
  const duration = useDuration()
  const number = documentNumber(step.source)
  const ChangesIcon = CHANGES_ICON[step.changes]
  const title = tStep(step.id)
  return (
    <li className="grid gap-x-4 gap-y-0.5 px-4 py-3 sm:grid-cols-[3.5rem_minmax(0,1fr)] lg:grid-cols-[3.5rem_minmax(0,1fr)_11rem]">
      <p className="font-mono text-accent text-sm sm:pt-0.5" title={t('steps.source', { source: step.source })}>
        {number === null ? <span className="font-sans text-ink-2">{t('steps.panel')}</span> : <span aria-hidden>§&thinsp;{number}</span>}
        {number !== null && <span className="sr-only">{t('steps.document', { step: number })}</span>}
      </p>
      <div className="min-w-0 space-y-1">
        <h4 className="font-medium">{title}</h4>
        <p className="text-ink-2">{t(`does.${step.id}`)}</p>
        <p className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm">
          <span className={cn('inline-flex items-center gap-1.5', step.changes === 'none' ? 'text-ink-2' : 'font-medium')}>
            <ChangesIcon aria-hidden className="size-4 shrink-0" />
            {t(`steps.changes.${step.changes}`)}
          </span>
          <span className="text-ink-2">
            {t('steps.undo')}: <SaidText said={step.undoneBy} />
          </span>
        </p>
        {step.commands.length === 0 ? (
          <p className="text-ink-2 text-sm">{t('steps.noCommands')}</p>
        ) : (
          <Disclosure summary={t('steps.commands')} isOpen={isOpen}>
            <CodeBlock text={step.commands.join('\n')} label={`${t('steps.commands')}: ${title}`} />
          </Disclosure>
        )}
      </div>
      <p className="text-sm tabular-nums sm:col-start-2 lg:col-start-3 lg:text-right">
        {t('steps.about', { duration: duration(step.estimateSeconds) })}
        <span className="block text-ink-2 text-xs">
          <SaidText said={step.estimateSource} />
        </span>
      </p>
    </li>
  )
}
