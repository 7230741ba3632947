'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSay } from '@/components/i18n/use-say.ts'
import { useMay } from '@/components/layout/person-context.tsx'
import { answered } from '@/components/read/answered.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { PasswordInput } from '@/components/ui/password-input.tsx'
import { Section } from '@/components/ui/section.tsx'
import { toast } from '@/components/ui/toast.ts'
import { replacePasswords } from '@/server/actions/replace-passwords.ts'
import type { InstallationView } from '@/server/contract/installation.ts'
import { installationQuery } from './installation-query.ts'

const NOTHING = { metaDbPassword: '', consoleUser: '', consolePassword: '' }

/** Where changed passwords are entered: after a rotation in the MetaDB, or where a restored store has none that can be read. */
export function PasswordsSection({ installation }: { installation: InstallationView }) {
  return useMay('installation:edit') ? <Form installation={installation} /> : null
}

function Form({ installation: { id, console } }: { installation: InstallationView }) {
  const t = useTranslations('adopt.passwords')
  const say = useSay()
  const queries = useQueryClient()
  const [typed, setTyped] = useState(NOTHING)
  const { mutate, reset, isPending, isError, data } = useMutation({
    mutationFn: () => answered(() => replacePasswords({ installationId: id, ...typed })),
    async onSuccess(result) {
      if (!result.ok) return
      setTyped(NOTHING)
      toast(t('saved'))
      await queries.invalidateQueries({ queryKey: installationQuery(id).queryKey })
    },
  })
  const problem = data?.ok === false ? data.problem : null
  const errorOf = (field: keyof typeof NOTHING) => (problem?.field === field ? say(problem.said) : null)
  const isAtField = problem?.field !== undefined && problem.field in NOTHING
  const change = (part: Partial<typeof NOTHING>) => {
    setTyped((now) => ({ ...now, ...part }))
    reset()
  }
  return (
    <Section id="passwords" title={t('title')} description={t('text')}>
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isPending) mutate()
        }}
      >
        <div className="grid gap-4 md:grid-cols-3">
          <Field label={t('metaDb')} hint={t('keep')} error={errorOf('metaDbPassword')}>
            {(control) => (
              <PasswordInput
                {...control}
                autoComplete="new-password"
                maxLength={256}
                value={typed.metaDbPassword}
                onChange={(event) => change({ metaDbPassword: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('user')} hint={t('keep')} error={errorOf('consoleUser')}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={128}
                placeholder={console.user}
                value={typed.consoleUser}
                onChange={(event) => change({ consoleUser: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('console')} hint={t('keep')} error={errorOf('consolePassword')}>
            {(control) => (
              <PasswordInput
                {...control}
                autoComplete="new-password"
                maxLength={256}
                value={typed.consolePassword}
                onChange={(event) => change({ consolePassword: event.target.value })}
              />
            )}
          </Field>
        </div>
        <AnswerBox isSilent={isError} problem={isAtField ? null : problem} />
        <Button type="submit" isBusy={isPending}>
          {t('save')}
        </Button>
      </form>
    </Section>
  )
}
