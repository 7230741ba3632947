'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { RestoredNote } from '@/components/draft/restored-note.tsx'
import { useDraft } from '@/components/draft/use-draft.ts'
import { HintPlace } from '@/components/hint/hint-place.tsx'
import { useSay } from '@/components/i18n/use-say.ts'
import { containersQuery } from '@/components/installation/adopt/containers-query.ts'
import { installationsQuery, inUse } from '@/components/installation/installations-query.ts'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { useMay } from '@/components/layout/person-context.tsx'
import { RoleMayNot } from '@/components/layout/role-may-not.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'
import { ProblemBox } from '@/components/ui/problem-box.tsx'
import { Section } from '@/components/ui/section.tsx'
import { useIsBrowser } from '@/components/ui/use-is-browser.ts'
import { DraftResult } from './draft-result.tsx'
import { ImagePicker } from './image-picker.tsx'
import { InstallationChoice } from './installation-choice.tsx'
import { OptionFields } from './option-fields.tsx'
import { planDraft } from './plan-draft.ts'
import { checkPlan, type PlanField, type PlanForm, planField } from './plan-form.ts'
import { saveGate, toConfirm } from './save-gate.ts'
import { SavePlan } from './save-plan.tsx'
import { type DraftedPlan, usePlanDraft } from './use-plan-draft.ts'

export function PlanScreen({ installationId }: { installationId: string | null }) {
  // Only the browser has the draft: the form is made anew once it may look.
  const isBrowser = useIsBrowser()
  if (!useMay('upgrade:plan')) return <RoleMayNot permission="upgrade:plan" />
  return <NewPlan key={String(isBrowser)} asked={installationId} />
}

function NewPlan({ asked }: { asked: string | null }) {
  const t = useTranslations('plan')
  const say = useSay()
  const typed = useDraft(planDraft(asked))
  const installations = useQuery({ ...installationsQuery, select: inUse }).data ?? []
  const only = installations.length === 1 ? (installations[0]?.id ?? null) : null
  const form = { ...typed.values, installationId: typed.values.installationId ?? only }
  const [confirmed, setConfirmed] = useState<string[]>([])
  const [errors, setErrors] = useState<Partial<Record<PlanField, string>>>({})
  const [drafted, setDrafted] = useState<DraftedPlan | null>(null)
  const check = usePlanDraft()
  // Where the containers cannot be read, the check says so; the proposal then is only the document's name.
  // Read anew each time, because a container may have been renamed or removed a moment ago, here or elsewhere.
  const taken = useQuery({ ...containersQuery, staleTime: 0 }).data?.map(({ name }) => name) ?? []
  const top = useRef<HTMLDivElement>(null)
  const results = useRef<HTMLDivElement>(null)

  const messages: Record<PlanField, string> = {
    installationId: t('check.noInstallation'),
    image: t('check.noImage'),
    newContainerName: t('options.containerNameError'),
    toVersion: t('options.toVersionError'),
    storeRecovery: t('check.badOptions'),
  }
  const now = checkPlan(form, confirmed, taken)
  const isStale = drafted !== null && (!now.ok || withoutConfirmed(now.input) !== withoutConfirmed(drafted.input))
  const reason = now.ok ? null : form.installationId === null ? messages.installationId : form.image === null ? messages.image : null

  function change(part: Partial<PlanForm>) {
    typed.change((current) => ({ ...current, ...part }))
    setErrors({})
  }

  function beginAfresh() {
    typed.beginAfresh()
    setErrors({})
    setDrafted(null)
    setConfirmed([])
    top.current?.focus()
  }

  async function run(accepted: string[], asked = form) {
    const checked = checkPlan(asked, accepted, taken)
    setErrors(checked.ok ? {} : Object.fromEntries(checked.wrong.map((field) => [field, messages[field]])))
    if (!checked.ok) return
    const answer = await check.mutateAsync(checked.input).catch(() => null)
    if (answer === null) return
    setDrafted(answer)
    if (!answer.result.ok) {
      const field = planField(answer.result.problem.field)
      if (field) setErrors({ [field]: say(answer.result.problem.said) })
      return
    }
    const wrong = answer.result.value.findings.filter((finding) => finding.level === 'blocking' && planField(finding.field))
    setErrors(Object.fromEntries(wrong.map((finding) => [planField(finding.field), say(finding.title)])))
  }

  async function checkAnew() {
    setConfirmed([])
    await run([])
    results.current?.focus()
  }

  function confirm(id: string, isAccepted: boolean) {
    const accepted = isAccepted ? [...confirmed, id] : confirmed.filter((other) => other !== id)
    setConfirmed(accepted)
    // The plan's hash covers the confirmations, so the last one asks for the plan with all of them.
    if (drafted?.result.ok && !isStale && toConfirm(drafted.result.value, accepted).length === 0) run(accepted)
  }

  /** What was said of the way back was said of another one than the try may have found. */
  function checkTried() {
    const accepted = confirmed.filter((id) => id !== 'way-back')
    setConfirmed(accepted)
    run(accepted)
  }

  async function nameImage(name: string) {
    if (form.image?.kind !== 'archive') return
    const image = { ...form.image, name }
    change({ image })
    setConfirmed([])
    await run([], { ...form, image })
    results.current?.focus()
  }

  const draft = drafted?.result.ok ? drafted.result.value : null
  return (
    <HintPlace installationId={form.installationId} here={['plan']}>
      <PageHeader title={t('title')} trail={[{ href: '/upgrades', label: t('trail') }]} description={t('description')} />
      <div ref={top} tabIndex={-1} className="space-y-5 focus:outline-none">
        {typed.isRestored && <RestoredNote onAfresh={beginAfresh} />}
        <InstallationChoice value={form.installationId} onChange={(id) => change({ installationId: id })} error={errors.installationId} />
        <ImagePicker value={form.image} onChange={(image) => change({ image })} error={errors.image} />
        <OptionFields form={form} taken={taken} onChange={change} errors={errors} />
        <Section title={t('check.title')}>
          <div className="space-y-3">
            {check.isPending && <p className="text-ink-2">{t('check.busy')}</p>}
            {check.error && <ReadFailure error={check.error} onRetry={checkAnew} isRetrying={check.isPending} />}
            {!check.isPending && drafted?.result.ok === false && <ProblemBox problem={drafted.result.problem} />}
            {!now.ok && reason === null && Object.keys(errors).length > 0 && <Alert tone="bad" isLive title={t('check.badOptions')} />}
            <Button
              variant={draft === null || isStale ? 'primary' : 'secondary'}
              isBusy={check.isPending}
              disabledReason={reason}
              onClick={checkAnew}
            >
              {drafted === null ? t('check.run') : t('check.again')}
            </Button>
          </div>
        </Section>
        <div ref={results} tabIndex={-1} className="space-y-5 focus:outline-none">
          {draft !== null && drafted !== null && (
            <>
              <DraftResult
                installationId={drafted.input.installationId}
                draft={draft}
                isStale={isStale}
                isChecking={check.isPending}
                confirmed={confirmed}
                onConfirm={confirm}
                onTried={checkTried}
                imageName={form.image?.kind === 'archive' ? (form.image.name ?? '') : ''}
                onImageName={nameImage}
              />
              <SavePlan
                input={{ ...drafted.input, planHash: draft.planHash ?? '' }}
                reason={saveGate({ draft, isStale, isChecking: check.isPending, confirmed })}
                onSaved={typed.forget}
              />
            </>
          )}
        </div>
      </div>
    </HintPlace>
  )
}

function withoutConfirmed({ installationId, options }: DraftedPlan['input']): string {
  return JSON.stringify({ installationId, ...options, confirmed: [] })
}
