'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { useSay } from '@/components/i18n/use-say.ts'
import { usePerson } from '@/components/layout/person-context.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { PasswordInput } from '@/components/ui/password-input.tsx'
import { Section } from '@/components/ui/section.tsx'
import { toast } from '@/components/ui/toast.ts'
import { changePassword } from '@/server/actions/change-password.ts'
import { NewPassword } from '@/server/contract/sign-in.ts'
import { useCommand } from './use-command.ts'

interface PasswordForm {
  password: string
  next: string
  again: string
}

const EMPTY: PasswordForm = { password: '', next: '', again: '' }

export function PasswordSection() {
  const t = useTranslations('people.password')
  const say = useSay()
  const queries = useQueryClient()
  const { email, mustChangePassword } = usePerson()
  const { register, handleSubmit, setError, reset, formState } = useForm<PasswordForm>({ defaultValues: EMPTY })
  const { errors } = formState
  const { run, isBusy, isSilent, problem } = useCommand(
    async (form: PasswordForm) => {
      const result = await changePassword(form)
      const field = result.ok ? undefined : (['password', 'next'] as const).find((name) => name === result.problem.field)
      if (field !== undefined && !result.ok) setError(field, { message: say(result.problem.said) }, { shouldFocus: true })
      return result
    },
    async ({ sessionsEnded }) => {
      // The layout keeps who is signed in; a whole new page reads it anew.
      if (mustChangePassword) return window.location.assign('/')
      reset(EMPTY)
      toast(t('done', { count: sessionsEnded }))
      await queries.invalidateQueries({ queryKey: ['account'] })
    },
  )

  function check(form: PasswordForm) {
    if (form.password === '') return setError('password', { message: t('problem.password') }, { shouldFocus: true })
    if (!NewPassword.safeParse(form.next).success) return setError('next', { message: t('problem.next') }, { shouldFocus: true })
    if (form.next !== form.again) return setError('again', { message: t('problem.again') }, { shouldFocus: true })
    run(form)
  }

  const isAtField = problem?.field === 'password' || problem?.field === 'next'
  return (
    <Section title={t('title')} description={t('text')}>
      <form noValidate className="max-w-md space-y-4" onSubmit={handleSubmit(check)}>
        <AnswerBox isSilent={isSilent} problem={isAtField ? null : problem} />
        {/* Password managers keep the new password under the right name. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field label={mustChangePassword ? t('temporary') : t('current')} error={errors.password?.message}>
          {(control) => <PasswordInput {...control} {...register('password')} autoComplete="current-password" />}
        </Field>
        <Field label={t('next')} hint={t('nextHint')} error={errors.next?.message}>
          {(control) => <PasswordInput {...control} {...register('next')} autoComplete="new-password" />}
        </Field>
        <Field label={t('again')} error={errors.again?.message}>
          {(control) => <PasswordInput {...control} {...register('again')} autoComplete="new-password" />}
        </Field>
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {t('run')}
        </Button>
      </form>
    </Section>
  )
}
