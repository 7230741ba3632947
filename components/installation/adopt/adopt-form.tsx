'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { RestoredNote } from '@/components/draft/restored-note.tsx'
import { useSay } from '@/components/i18n/use-say.ts'
import { usePerson } from '@/components/layout/person-context.tsx'
import { useGoOn } from '@/components/layout/use-go-on.ts'
import { answered } from '@/components/read/answered.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'
import { ProblemBox } from '@/components/ui/problem-box.tsx'
import { Section } from '@/components/ui/section.tsx'
import { toast } from '@/components/ui/toast.ts'
import { adoptInstallation } from '@/server/actions/adopt-installation.ts'
import type { AdoptInput, ContainerReading } from '@/server/contract/installation.ts'
import { forgetAdoptDraft, isChanged, keepAdoptDraft, readAdoptDraft } from './adopt-draft.ts'
import { adoptField } from './adopt-fields.ts'
import { adoptGate } from './adopt-gate.ts'
import { type AdoptValues, adoptValues } from './adopt-values.ts'
import { checkAdopt } from './check-adopt.ts'
import { ConnectionTestResult } from './connection-test-result.tsx'
import { ConsoleFields } from './console-fields.tsx'
import { GeneralFields } from './general-fields.tsx'
import { MetaDbFields } from './metadb-fields.tsx'
import { useConnectionTest } from './use-connection-test.ts'

/** Fields, test and adoption of one container; mounted anew for each container. */
export function AdoptForm({ reading }: { reading: ContainerReading }) {
  const t = useTranslations('adopt')
  const say = useSay()
  const goOn = useGoOn()
  const queries = useQueryClient()
  const { id: personId } = usePerson()
  const [draft, setDraft] = useState(() => {
    const kept = readAdoptDraft(personId)
    return kept?.containerId === reading.id && isChanged(kept, adoptValues(reading)) ? kept : null
  })
  const fields = useRef<HTMLDivElement>(null)
  const form = useForm<AdoptValues>({ defaultValues: draft ?? adoptValues(reading) })
  const values = useWatch({ control: form.control, compute: (current: AdoptValues) => current })
  const test = useConnectionTest()
  const adopt = useMutation({ mutationFn: (input: AdoptInput) => answered(() => adoptInstallation(input)) })
  const [isInvalid, setIsInvalid] = useState(false)

  useEffect(() => keepAdoptDraft(personId, values), [personId, values])

  const checked = checkAdopt(values)
  const reason = adoptGate(test.data, checked.ok ? JSON.stringify(checked.input) : '')

  function showAt(path: string | undefined, message: string) {
    const field = adoptField(path)
    if (field !== undefined) form.setError(field, { type: 'server', message }, { shouldFocus: true })
  }

  async function runTest() {
    form.clearErrors()
    adopt.reset()
    const now = checkAdopt(form.getValues())
    setIsInvalid(!now.ok)
    if (!now.ok) {
      for (const field of [...now.wrong].reverse()) showAt(field, t(`error.${field}`))
      return
    }
    const { result } = await test.mutateAsync(now.input).catch(() => ({ result: null }))
    if (result === null) return
    if (!result.ok) return showAt(result.problem.field, say(result.problem.said))
    for (const finding of result.value.findings) if (finding.level === 'blocking') showAt(finding.field, say(finding.title))
  }

  async function runAdopt() {
    if (!checked.ok) return
    const result = await adopt.mutateAsync(checked.input).catch(() => null)
    if (result === null) return
    if (!result.ok) return showAt(result.problem.field, say(result.problem.said))
    forgetAdoptDraft(personId)
    toast(t('adopt.done', { name: checked.input.name }))
    const refreshed = queries.invalidateQueries()
    goOn(`/installations/${result.value.id}`)
    await refreshed
  }

  function beginAfresh() {
    setDraft(null)
    form.reset(adoptValues(reading))
    fields.current?.focus()
  }

  return (
    <FormProvider {...form}>
      <form
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault()
          runTest()
        }}
      >
        <Section title={t('form.title')}>
          <div ref={fields} tabIndex={-1} className="space-y-7 focus:outline-none">
            {draft !== null && <RestoredNote onAfresh={beginAfresh}>{t('form.restored')}</RestoredNote>}
            <GeneralFields />
            <MetaDbFields passwordInConfig={reading.metaDb.passwordInConfig} />
            <ConsoleFields />
          </div>
        </Section>
        <Section title={t('test.title')} description={t('test.text')}>
          <div className="space-y-4">
            {isInvalid && !checked.ok && <Alert tone="bad" isLive title={t('test.invalid')} />}
            <ConnectionTestResult test={test} isStale={reason === 'stale'} onRetry={runTest} />
            {adopt.error && <ReadFailure error={adopt.error} onRetry={runAdopt} isRetrying={adopt.isPending} />}
            {adopt.data?.ok === false && <ProblemBox problem={adopt.data.problem} />}
            <div className="flex flex-wrap items-center gap-3">
              <Button type="submit" variant={reason === null ? 'secondary' : 'primary'} isBusy={test.isPending}>
                {t('test.run')}
              </Button>
              <Button
                variant="primary"
                isBusy={adopt.isPending || adopt.data?.ok === true}
                disabledReason={reason && t(`adopt.reason.${reason}`)}
                onClick={runAdopt}
              >
                {t('adopt.run')}
              </Button>
            </div>
          </div>
        </Section>
      </form>
    </FormProvider>
  )
}
