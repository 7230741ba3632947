'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useSay } from '@/components/i18n/use-say.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { addPerson } from '@/server/actions/add-person.ts'
import type { Role } from '@/server/contract/access.ts'
import { AddPersonInput } from '@/server/contract/people.ts'
import { RoleChoice } from './role-choice.tsx'
import { TemporaryPassword } from './temporary-password.tsx'
import { useCommand } from './use-command.ts'

const FIELDS = ['name', 'email'] as const

interface Added extends AddPersonInput {
  temporaryPassword: string
}

export function AddPersonDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('people.add')
  const say = useSay()
  const queries = useQueryClient()
  const formId = useId()
  const [role, setRole] = useState<Role>('viewer')
  const [added, setAdded] = useState<Added | null>(null)
  const { register, handleSubmit, setError, formState } = useForm({ defaultValues: { name: '', email: '' } })
  const { errors } = formState
  const { run, isBusy, isSilent, problem } = useCommand(
    async (input: AddPersonInput) => {
      const result = await addPerson(input)
      if (!result.ok && result.problem.field === 'email') setError('email', { message: say(result.problem.said) }, { shouldFocus: true })
      return result.ok ? { ok: true as const, value: { ...input, ...result.value } } : result
    },
    async (value) => {
      setAdded(value)
      await queries.invalidateQueries({ queryKey: ['people'] })
    },
  )

  function check(form: { name: string; email: string }) {
    const parsed = AddPersonInput.safeParse({ ...form, email: form.email.trim(), role })
    if (parsed.success) return run(parsed.data)
    for (const field of FIELDS) {
      if (parsed.error.issues.some(({ path }) => path[0] === field))
        setError(field, { message: t(`problem.${field}`) }, { shouldFocus: true })
    }
  }

  if (added !== null) {
    const done = (
      <Button variant="primary" onClick={onClose}>
        {t('close')}
      </Button>
    )
    return (
      <Dialog isOpen onOpenChange={onClose} title={t('doneTitle', { name: added.name })} actions={done}>
        <TemporaryPassword name={added.name} email={added.email} password={added.temporaryPassword} />
      </Dialog>
    )
  }
  return (
    <Dialog
      isOpen
      isWide
      onOpenChange={onClose}
      title={t('title')}
      description={t('text')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" isBusy={isBusy}>
            {t('run')}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate className="space-y-4" onSubmit={handleSubmit(check)}>
        <AnswerBox isSilent={isSilent} problem={problem?.field === 'email' ? null : problem} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('name')} hint={t('nameHint')} error={errors.name?.message}>
            {(control) => <Input {...control} {...register('name')} />}
          </Field>
          <Field label={t('email')} hint={t('emailHint')} error={errors.email?.message}>
            {(control) => <Input {...control} {...register('email')} type="email" />}
          </Field>
        </div>
        <RoleChoice value={role} onChange={setRole} />
      </form>
    </Dialog>
  )
}
