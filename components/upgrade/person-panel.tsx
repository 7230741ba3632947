'use client'

import { ExternalLink, Hand } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/i18n/use-duration.ts'
import { SaidText } from '@/components/said-text.tsx'
import { buttonStyle } from '@/components/ui/button-style.ts'
import { cn } from '@/components/ui/cn.ts'
import type { StepState } from '@/server/contract/job.ts'
import { HaConfigValues } from './ha-config-values.tsx'
import { usePanelClock } from './use-panel-clock.ts'
import { useStepTitle } from './use-step-title.ts'

interface PersonPanelProps {
  step: StepState
  consoleUrl: string
  clockOffsetMs: number
}

/** The upgrade waits for a person: what to do, where, and the value to paste there. Meant to be impossible to miss. */
export function PersonPanel({ step, consoleUrl, clockOffsetMs }: PersonPanelProps) {
  const t = useTranslations('run.person')
  const duration = useDuration()
  const stepTitle = useStepTitle()
  const now = usePanelClock(clockOffsetMs, true)
  const { value, current } = step.waitingFor?.params ?? {}
  const since = step.startedAt === null ? null : Math.max(0, (now - Date.parse(step.startedAt)) / 1000)
  return (
    <section
      aria-labelledby="person-panel"
      className="rounded-lg border-4 border-warn bg-warn-soft p-4 shadow-float ring-4 ring-warn/25 sm:p-6"
    >
      <div className="flex items-center gap-3 text-warn">
        <Hand aria-hidden className="size-9 shrink-0 motion-safe:animate-bounce" />
        <h2 id="person-panel" className="font-semibold text-2xl tracking-tight">
          {t('title', { step: stepTitle(step.id) })}
        </h2>
        {since !== null && (
          <span className="ml-auto font-medium tabular-nums max-sm:hidden">{t('since', { duration: duration(since) })}</span>
        )}
      </div>
      {step.waitingFor !== null && (
        <p className="max-w-prose pt-3 text-[1.125rem] leading-snug">
          <SaidText said={step.waitingFor} />
        </p>
      )}
      {value !== undefined && <HaConfigValues wanted={String(value)} current={current === undefined ? null : String(current)} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pt-4">
        <a href={consoleUrl} target="_blank" rel="noreferrer" className={cn(buttonStyle({ variant: 'primary' }), 'min-h-11 px-5')}>
          {t('openConsole')}
          <ExternalLink aria-hidden />
        </a>
        <p className="max-w-prose text-ink-2 text-sm">{t('seen')}</p>
      </div>
    </section>
  )
}
