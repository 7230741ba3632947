'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { useSay } from '@/components/i18n/use-say.ts'
import { useGoOn } from '@/components/layout/use-go-on.ts'
import { answered } from '@/components/read/answered.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'
import { ProblemBox } from '@/components/ui/problem-box.tsx'
import { Section } from '@/components/ui/section.tsx'
import { toast } from '@/components/ui/toast.ts'
import { editInstallation } from '@/server/actions/edit-installation.ts'
import { testEdit } from '@/server/actions/test-edit.ts'
import type { EditInput, InstallationView } from '@/server/contract/installation.ts'
import { adoptGate } from '../adopt/adopt-gate.ts'
import { ConnectionTestResult } from '../adopt/connection-test-result.tsx'
import { ConsoleFields } from '../adopt/console-fields.tsx'
import { GeneralFields } from '../adopt/general-fields.tsx'
import { MetaDbFields } from '../adopt/metadb-fields.tsx'
import { checkEdit, type EditValues, editField, editValues } from './edit-values.ts'
import { PlaceFields } from './place-fields.tsx'

/** What an installation is from now on: proven by the same test as an adoption before it is saved. */
export function EditForm({ installation }: { installation: InstallationView }) {
  const t = useTranslations('adopt')
  const say = useSay()
  const goOn = useGoOn()
  const queries = useQueryClient()
  const form = useForm<EditValues>({ defaultValues: editValues(installation) })
  const values = useWatch({ control: form.control, compute: (current: EditValues) => current })
  const [isInvalid, setIsInvalid] = useState(false)
  const test = useMutation({
    mutationFn: async (input: EditInput) => ({ values: JSON.stringify(input), result: await answered(() => testEdit(input)) }),
  })
  const save = useMutation({ mutationFn: (input: EditInput) => answered(() => editInstallation(input)) })
  const checked = checkEdit(installation.id, values)
  const reason = adoptGate(test.data, checked.ok ? JSON.stringify(checked.input) : '')

  function showAt(path: string | undefined, message: string) {
    const field = editField(path)
    if (field !== undefined) form.setError(field, { type: 'server', message }, { shouldFocus: true })
  }

  async function runTest() {
    form.clearErrors()
    save.reset()
    const now = checkEdit(installation.id, form.getValues())
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

  async function runSave() {
    if (!checked.ok) return
    const result = await save.mutateAsync(checked.input).catch(() => null)
    if (result === null) return
    if (!result.ok) return showAt(result.problem.field, say(result.problem.said))
    toast(t('edit.saved'))
    const refreshed = queries.invalidateQueries()
    goOn(`/installations/${encodeURIComponent(installation.id)}`)
    await refreshed
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
        <Section title={t('edit.fields')}>
          <div className="space-y-7">
            <PlaceFields installation={installation} />
            <GeneralFields />
            <MetaDbFields passwordInConfig stored={installation.metaDb} />
            <ConsoleFields isStored />
          </div>
        </Section>
        <Section title={t('edit.test')} description={t('test.text')}>
          <div className="space-y-4">
            {isInvalid && !checked.ok && <Alert tone="bad" isLive title={t('test.invalid')} />}
            <ConnectionTestResult test={test} isStale={reason === 'stale'} onRetry={runTest} />
            {save.error && <ReadFailure error={save.error} onRetry={runSave} isRetrying={save.isPending} />}
            {save.data?.ok === false && <ProblemBox problem={save.data.problem} />}
            <div className="flex flex-wrap items-center gap-3">
              <Button type="submit" variant={reason === null ? 'secondary' : 'primary'} isBusy={test.isPending}>
                {t('test.run')}
              </Button>
              <Button
                variant="primary"
                isBusy={save.isPending || save.data?.ok === true}
                disabledReason={reason && t(`adopt.reason.${reason}`)}
                onClick={runSave}
              >
                {t('edit.save')}
              </Button>
            </div>
          </div>
        </Section>
      </form>
    </FormProvider>
  )
}
