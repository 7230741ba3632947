'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { useSay } from '@/components/i18n/use-say.ts'
import { Hydrated } from '@/components/layout/hydrated.tsx'
import { answered } from '@/components/read/answered.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { setUp } from '@/server/actions/set-up.ts'
import { SetUpInput } from '@/server/contract/sign-in.ts'

const FIELDS = ['code', 'name', 'email', 'password'] as const

export function SetUpForm() {
  const t = useTranslations('people.setUp')
  const tSignIn = useTranslations('people.signIn')
  const say = useSay()
  const { register, handleSubmit, setError, formState } = useForm<SetUpInput>({
    defaultValues: { code: '', name: '', email: '', password: '' },
  })
  const { errors } = formState
  const begin = useMutation({
    mutationFn: (input: SetUpInput) => answered(() => setUp(input)),
    onSuccess(result) {
      if (result.ok) return window.location.assign('/')
      const field = FIELDS.find((name) => name === result.problem.field)
      if (field !== undefined) setError(field, { message: say(result.problem.said) }, { shouldFocus: true })
    },
  })

  function check(input: SetUpInput) {
    const parsed = SetUpInput.safeParse(input)
    if (parsed.success) return begin.mutate(parsed.data)
    for (const field of FIELDS) {
      if (parsed.error.issues.some(({ path }) => path[0] === field))
        setError(field, { message: t(`problem.${field}`) }, { shouldFocus: true })
    }
  }

  return (
    <form noValidate className="space-y-4 rounded-lg border border-line bg-surface p-5" onSubmit={handleSubmit(check)}>
      <h1 className="font-semibold text-xl">{t('title')}</h1>
      <p className="text-ink-2">{t('text')}</p>
      <AnswerBox isSilent={begin.isError} problem={begin.data?.ok === false ? begin.data.problem : null} />
      <Hydrated className="space-y-4">
        <Field label={t('code')} hint={t('codeHint')} error={errors.code?.message}>
          {(control) => <Input {...control} {...register('code')} autoComplete="one-time-code" className="font-mono" />}
        </Field>
        <Field label={t('name')} hint={t('nameHint')} error={errors.name?.message}>
          {(control) => <Input {...control} {...register('name')} autoComplete="name" />}
        </Field>
        <Field label={tSignIn('email')} error={errors.email?.message}>
          {(control) => <Input {...control} {...register('email')} type="email" autoComplete="username" />}
        </Field>
        <Field label={tSignIn('password')} hint={t('passwordHint')} error={errors.password?.message}>
          {(control) => <Input {...control} {...register('password')} type="password" autoComplete="new-password" />}
        </Field>
        <Button type="submit" variant="primary" isBusy={begin.isPending || begin.data?.ok === true}>
          {t('run')}
        </Button>
      </Hydrated>
    </form>
  )
}
