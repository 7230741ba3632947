'use client'

import { useTranslations } from 'next-intl'
import { RestoredHint } from '@/components/draft/restored-hint.tsx'
import { useDraft } from '@/components/draft/use-draft.ts'
import { useSay } from '@/components/i18n/use-say.ts'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { SaidText } from '@/components/said-text.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import type { ButtonVariant } from '@/components/ui/button-style.ts'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { cn } from '@/components/ui/cn.ts'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { decide } from '@/server/actions/decide.ts'
import type { ChoiceKind, DecideInput } from '@/server/contract/choice.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { CHOICE_ICONS } from './choice-icons.ts'
import { ChoiceInputs } from './choice-inputs.tsx'
import { type DecisionForm, decideInput, decisionDraft, missingFor } from './decision-form.ts'
import type { AllowedChoice } from './decision-view.ts'
import { ExceptServers } from './except-servers.tsx'
import { HaConfigChoice } from './ha-config-choice.tsx'
import { useAnswer } from './use-answer.ts'
import { useOtherDriver } from './use-other-driver.ts'

const VARIANTS: Partial<Record<ChoiceKind, ButtonVariant>> = { retry: 'primary', continue: 'primary', finalize: 'primary' }

interface ChoiceCardProps {
  snapshot: JobSnapshot
  choice: AllowedChoice
  /** A line instead of a card: for what only interferes with a run that does not need anybody. */
  isRow?: boolean
}

/** One way on: what happens then, what it asks for, and the button that does it. */
export function ChoiceCard({ snapshot, choice, isRow = false }: ChoiceCardProps) {
  const t = useTranslations('run.decide')
  const tPresence = useTranslations('live.presence')
  const tName = useTranslations('choices.name')
  const say = useSay()
  const needs = useNeeds('upgrade:run')
  const draft = useDraft(decisionDraft(snapshot.id, choice))
  const form = draft.values
  const { isBusy, isSilent, problem, ask, forget } = useAnswer(snapshot.revision)
  const change = (part: Partial<DecisionForm>) => {
    draft.change((current) => ({ ...current, ...part }))
    forget()
  }
  const otherDriver = useOtherDriver(snapshot)
  const missing = missingFor(choice, form, snapshot)
  const isInPlace = form.inPlaceOf === otherDriver?.id
  const inPlaceMissing = otherDriver === null || isInPlace ? null : tPresence('inPlaceMissing', { name: otherDriver.name })
  const send = (input: DecideInput) =>
    ask(async () => {
      const result = await decide(input)
      if (result.ok) draft.forget()
      return result
    })
  const input = decideInput(snapshot.id, choice, form)
  const Icon = CHOICE_ICONS[choice.kind]
  const reasonProblem = problem?.field === 'reason' ? say(problem.said) : null
  return (
    <li
      className={
        isRow
          ? 'flex min-w-0 flex-col gap-x-4 gap-y-1.5 sm:flex-row sm:items-center'
          : 'flex min-w-0 flex-col gap-3 rounded-md border border-line bg-surface p-3.5'
      }
    >
      <div className={cn('flex min-w-0 flex-col', isRow ? 'gap-1.5' : 'gap-3')}>
        <p>
          <SaidText said={choice.consequence} />
        </p>
        {needs === null && choice.inputs.length > 0 && <ChoiceInputs inputs={choice.inputs} form={form} onChange={change} />}
        {needs === null && choice.inputs.includes('ha-config') && snapshot.haConfigAsked !== null && (
          <HaConfigChoice differences={snapshot.haConfigAsked} value={form.haConfig} onChange={(haConfig) => change({ haConfig })} />
        )}
        {needs === null && choice.inputs.includes('except-servers') && (
          <ExceptServers snapshot={snapshot} value={form.exceptServers} onChange={(exceptServers) => change({ exceptServers })} />
        )}
        {needs === null && (choice.needsReason || form.exceptServers.length > 0) && (
          <Field
            label={t('reason')}
            hint={<RestoredHint isRestored={draft.isRestored}>{t('reasonHint')}</RestoredHint>}
            error={reasonProblem}
          >
            {(control) => (
              <Input {...control} maxLength={2000} value={form.reason} onChange={(event) => change({ reason: event.target.value })} />
            )}
          </Field>
        )}
        {needs === null && choice.confirm !== null && (
          <Checkbox
            label={<SaidText said={choice.confirm} />}
            checked={form.isConfirmed}
            onChange={(event) => change({ isConfirmed: event.target.checked })}
          />
        )}
        {needs === null && otherDriver !== null && (
          <Checkbox
            label={tPresence('inPlace', { name: otherDriver.name })}
            checked={isInPlace}
            onChange={(event) => change({ inPlaceOf: event.target.checked ? otherDriver.id : null })}
          />
        )}
        <AnswerBox isSilent={isSilent} problem={reasonProblem === null ? problem : null} />
      </div>
      <div className={isRow ? 'sm:order-first sm:max-w-xs' : 'mt-auto'}>
        <Button
          variant={VARIANTS[choice.kind] ?? 'secondary'}
          className={isRow ? '' : 'min-h-11 px-5'}
          isBusy={isBusy}
          disabledReason={needs ?? (missing === null ? inPlaceMissing : t(`${missing}Missing`))}
          onClick={() => input !== null && send(input)}
        >
          {!isBusy && <Icon aria-hidden />}
          {tName(choice.kind)}
        </Button>
      </div>
    </li>
  )
}
