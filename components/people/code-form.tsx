'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { answered } from '@/components/read/answered.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { signInCode } from '@/server/actions/sign-in-code.ts'
import type { Problem } from '@/server/contract/result.ts'
import type { SignInCodeInput } from '@/server/contract/sign-in.ts'

interface CodeFormProps {
  onDone: () => void
  onBack: (because: Problem | null) => void
}

/** The second step: the code that the app shows, or one of the recovery codes. */
export function CodeForm({ onDone, onBack }: CodeFormProps) {
  const t = useTranslations('people.code')
  const [kind, setKind] = useState<SignInCodeInput['kind']>('totp')
  const [code, setCode] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const enter = useMutation({
    mutationFn: () => answered(() => signInCode({ kind, code })),
    onSuccess(result) {
      if (result.ok) return onDone()
      if (result.problem.code === 'signed-out') return onBack(result.problem)
      setCode('')
      input.current?.focus()
    },
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: the other kind of code is typed into the same field
  useEffect(() => input.current?.focus(), [kind])

  function turn() {
    setKind(kind === 'totp' ? 'recovery' : 'totp')
    setCode('')
    enter.reset()
  }

  return (
    <form
      noValidate
      className="space-y-4 rounded-lg border border-line bg-surface p-5"
      onSubmit={(event) => {
        event.preventDefault()
        enter.mutate()
      }}
    >
      <h1 className="font-semibold text-xl">{t(`title.${kind}`)}</h1>
      <AnswerBox isSilent={enter.isError} problem={enter.data?.ok === false ? enter.data.problem : null} />
      <Field label={t(`label.${kind}`)} hint={t(`hint.${kind}`)}>
        {(control) => (
          <Input
            {...control}
            ref={input}
            inputMode={kind === 'totp' ? 'numeric' : 'text'}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            maxLength={32}
            className="font-mono text-lg tracking-widest"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" isBusy={enter.isPending || enter.data?.ok === true} className="min-w-24">
          {t('run')}
        </Button>
        <Button variant="ghost" onClick={turn}>
          {t(kind === 'totp' ? 'useRecovery' : 'useApp')}
        </Button>
        <Button variant="ghost" onClick={() => onBack(null)}>
          {t('back')}
        </Button>
      </div>
    </form>
  )
}
