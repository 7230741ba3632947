'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useState } from 'react'
import { useSay } from '@/components/i18n/use-say.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { PasswordInput } from '@/components/ui/password-input.tsx'
import type { useCommand } from './use-command.ts'

interface AskPasswordProps {
  title: ReactNode
  text: ReactNode
  /** The word on the button that does it. */
  confirm: ReactNode
  isDanger?: boolean
  command: ReturnType<typeof useCommand<{ password: string }, never>>
  onClose: () => void
}

/** Asks for the password before something that an open screen alone must not be able to do. */
export function AskPassword({ title, text, confirm, isDanger = false, command, onClose }: AskPasswordProps) {
  const t = useTranslations('people.password')
  const say = useSay()
  const form = useId()
  const [password, setPassword] = useState('')
  const { run, isBusy, isSilent, problem, forget } = command
  const isAtField = problem?.field === 'password'
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={title}
      description={text}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={form} variant={isDanger ? 'danger' : 'primary'} isBusy={isBusy}>
            {confirm}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          run({ password })
        }}
      >
        <AnswerBox isSilent={isSilent} problem={isAtField ? null : problem} />
        <Field label={t('yours')} error={problem !== null && isAtField ? say(problem.said) : null}>
          {(control) => (
            <PasswordInput
              {...control}
              autoComplete="current-password"
              value={password}
              onChange={(event) => {
                setPassword(event.target.value)
                forget()
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
