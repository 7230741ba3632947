'use client'

import { useTranslations } from 'next-intl'
import { useSay } from '@/components/i18n/use-say.ts'
import { Button } from '@/components/ui/button.tsx'
import { cn } from '@/components/ui/cn.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { ChoiceCard } from './choice-card.tsx'
import { CHOICE_ICONS } from './choice-icons.ts'
import type { DecisionView, RefusedChoice } from './decision-view.ts'
import { RollBackCard } from './roll-back-card.tsx'
import { ResolveCard } from './world/resolve-card.tsx'

const FRAMES: Record<DecisionView['moment'], string> = {
  failed: 'border-4 border-bad ring-4 ring-bad/20',
  held: 'border-4 border-warn ring-4 ring-warn/25',
  running: 'border border-line',
  succeeded: 'border-2 border-edge',
  rolledBack: 'border border-line',
  finalized: 'border border-line',
}

/** What a person can do now, each way with its consequence, and why the others are closed. */
export function DecisionPanel({ snapshot, view }: { snapshot: JobSnapshot; view: DecisionView }) {
  const t = useTranslations('run.decide')
  const { moment, offered, refused } = view
  const attempt = snapshot.steps.reduce((sum, step) => sum + step.attempt, 0)
  return (
    <section
      id="decision"
      tabIndex={-1}
      aria-labelledby="decision-title"
      className={cn('min-w-0 scroll-mt-4 space-y-3 rounded-lg bg-surface p-4 sm:p-5', FRAMES[moment])}
    >
      <div className="space-y-0.5">
        <h2
          id="decision-title"
          className={cn('font-semibold', moment === 'failed' || moment === 'held' ? 'text-2xl tracking-tight' : 'text-lg')}
        >
          {t(`title.${moment}`)}
        </h2>
        {moment !== 'running' && <p className="max-w-prose text-ink-2">{t(`text.${moment}`)}</p>}
      </div>
      {offered.length > 0 && (
        <ul className={moment === 'running' ? 'space-y-2' : 'grid gap-3 lg:grid-cols-2'}>
          {offered.map((choice) =>
            choice.kind === 'roll-back' ? (
              <RollBackCard key={choice.kind} snapshot={snapshot} choice={choice} />
            ) : choice.kind === 'resolve' ? (
              <ResolveCard key={choice.kind} snapshot={snapshot} choice={choice} />
            ) : (
              <ChoiceCard
                key={`${choice.kind}-${choice.stepId}-${attempt}`}
                snapshot={snapshot}
                choice={choice}
                isRow={moment === 'running'}
              />
            ),
          )}
        </ul>
      )}
      {refused.length > 0 && <RefusedChoices refused={refused} hasTitle={moment !== 'running' && offered.length > 0} />}
    </section>
  )
}

function RefusedChoices({ refused, hasTitle }: { refused: RefusedChoice[]; hasTitle: boolean }) {
  const t = useTranslations('run.decide')
  const tName = useTranslations('choices.name')
  const say = useSay()
  return (
    <div className="space-y-1.5">
      {hasTitle && <h3 className="text-ink-2 text-sm">{t('refused')}</h3>}
      <ul className="space-y-1.5">
        {refused.map(({ kind, reason }) => {
          const Icon = CHOICE_ICONS[kind]
          return (
            <li key={kind}>
              <Button disabledReason={say(reason)}>
                <Icon aria-hidden />
                {tName(kind)}
              </Button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
