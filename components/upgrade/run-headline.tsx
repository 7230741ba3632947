'use client'

import { ArrowDown, CircleCheck, CircleDashed, Hand, LoaderCircle, type LucideIcon, OctagonX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { buttonStyle } from '@/components/ui/button-style.ts'
import { cn } from '@/components/ui/cn.ts'
import { TONES, type Tone } from '@/components/ui/tone.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { DowntimeClock } from './downtime-clock.tsx'
import { type Headline, versionAtEnd } from './headline.ts'
import { LeftMoments } from './left-moments.tsx'
import { StepRibbon } from './step-ribbon.tsx'
import { useStepTitle } from './use-step-title.ts'

const ICONS: Record<Tone, LucideIcon> = { good: CircleCheck, busy: LoaderCircle, warn: Hand, bad: OctagonX, idle: CircleDashed }

interface RunHeadlineProps {
  snapshot: JobSnapshot
  saying: Headline
  clockOffsetMs: number
}

/** What runs now, whether it is well, what the reader has to do, and how long OMS is down: legible from two metres away. */
export function RunHeadline({ snapshot, saying, clockOffsetMs }: RunHeadlineProps) {
  const t = useTranslations('run')
  const tRollback = useTranslations('run.rollback')
  const stepTitle = useStepTitle()
  const { run } = snapshot
  const { key, tone, step, position } = saying
  const Icon = ICONS[tone]
  const words = {
    step: step === null ? '' : stepTitle(step.id),
    from: snapshot.fromVersion,
    to: snapshot.toVersion,
    end: versionAtEnd(snapshot),
  }
  return (
    <section aria-label={t('headline.region')} className={cn('rounded-lg border-2 bg-surface p-4 sm:p-6', TONES[tone].border)}>
      <div className="grid gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,1fr)_auto]">
        <div className="flex min-w-0 flex-col gap-4">
          <div className="flex min-w-0 items-start gap-3 sm:gap-4">
            <span className={cn('inline-flex shrink-0 rounded-lg p-2 sm:p-3', TONES[tone].soft)}>
              <Icon aria-hidden className={cn('size-8 sm:size-12', tone === 'busy' && 'motion-safe:animate-spin')} />
            </span>
            <div className="min-w-0">
              {position > 0 && (
                <p className={cn('font-medium text-lg', TONES[tone].text)}>{t('stepOf', { position, total: snapshot.steps.length })}</p>
              )}
              <h2 className="font-semibold text-[clamp(1.6rem,3.4vw,2.5rem)] leading-tight tracking-tight break-keep">
                {t(`headline.${key}.title`, words)}
              </h2>
            </div>
          </div>
          <p className="max-w-prose text-[clamp(1.0625rem,1.6vw,1.25rem)] leading-snug">{t(`headline.${key}.do`, words)}</p>
          {run?.kind === 'rollback' && (
            <p className="max-w-prose text-ink-2">
              {tRollback('begun', { who: run.startedBy })}
              {run.reason !== null && ` · ${tRollback('why', { reason: run.reason })}`}
            </p>
          )}
          {snapshot.status === 'needs-decision' && (
            <a
              href="#decision"
              className={cn(buttonStyle({ variant: tone === 'bad' ? 'danger' : 'primary' }), 'min-h-11 self-start px-5 text-lg')}
            >
              <ArrowDown aria-hidden />
              {t('toDecision')}
            </a>
          )}
          <dl className="mt-auto flex flex-wrap gap-x-8 gap-y-2">
            <Moment label={t('times.t1')} iso={snapshot.times.t1} none={t('times.none')} />
            {(run?.kind !== 'rollback' || snapshot.times.t2 !== null) && (
              <Moment label={t('times.t2')} iso={snapshot.times.t2} none={t('times.none')} />
            )}
            <LeftMoments snapshot={snapshot} clockOffsetMs={clockOffsetMs} />
            {snapshot.times.t3 !== null && <Moment label={t('times.t3')} iso={snapshot.times.t3} none={t('times.none')} />}
          </dl>
        </div>
        <DowntimeClock snapshot={snapshot} clockOffsetMs={clockOffsetMs} />
      </div>
      <div className="mt-5">
        <StepRibbon steps={snapshot.steps} planned={snapshot.procedure} />
      </div>
    </section>
  )
}

function Moment({ label, iso, none }: { label: string; iso: string | null; none: string }) {
  return (
    <div>
      <dt className="text-ink-2 text-sm">{label}</dt>
      <dd className={cn('font-semibold text-lg tabular-nums', iso === null && 'font-normal text-ink-3')}>
        {iso === null ? none : <LocalTime iso={iso} style="time" />}
      </dd>
    </div>
  )
}
