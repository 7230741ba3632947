'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Hydrated } from '@/components/layout/hydrated.tsx'
import { answered } from '@/components/read/answered.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { PasswordInput } from '@/components/ui/password-input.tsx'
import { signIn } from '@/server/actions/sign-in.ts'
import type { Problem } from '@/server/contract/result.ts'

interface PasswordFormProps {
  /** Why the code was given up, so that the password is asked for again. */
  backBecause: Problem | null
  onDone: () => void
  onCode: () => void
}

/** The fields keep what is typed or filled in before the page's scripts are there; only then can it be sent. */
export function PasswordForm({ backBecause, onDone, onCode }: PasswordFormProps) {
  const t = useTranslations('people.signIn')
  const email = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const enter = useMutation({
    mutationFn: () => answered(() => signIn({ email: email.current?.value, password: password.current?.value })),
    onSuccess(result) {
      if (result.ok) return result.value.needsCode ? onCode() : onDone()
    },
  })
  const problem = enter.data === undefined ? backBecause : enter.data.ok ? null : enter.data.problem
  return (
    <form
      noValidate
      className="space-y-4 rounded-lg border border-line bg-surface p-5"
      onSubmit={(event) => {
        event.preventDefault()
        enter.mutate()
      }}
    >
      <h1 className="font-semibold text-xl">{t('title')}</h1>
      <AnswerBox isSilent={enter.isError} problem={problem} />
      <Field label={t('email')}>{(control) => <Input {...control} ref={email} type="email" autoComplete="username" />}</Field>
      <Field label={t('password')}>{(control) => <PasswordInput {...control} ref={password} autoComplete="current-password" />}</Field>
      <Hydrated>
        <Button type="submit" variant="primary" isBusy={enter.isPending || enter.data?.ok === true}>
          {t('run')}
        </Button>
      </Hydrated>
    </form>
  )
}
