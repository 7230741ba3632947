'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSay } from '@/components/i18n/use-say.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { toast } from '@/components/ui/toast.ts'
import { removePerson } from '@/server/actions/remove-person.ts'
import type { PersonRow } from '@/server/contract/people.ts'
import { useCommand } from './use-command.ts'

/** Removes a person after their address was typed. */
export function RemovePerson({ person, onRemoved }: { person: PersonRow; onRemoved: () => void }) {
  const t = useTranslations('people.manage')
  const say = useSay()
  const queries = useQueryClient()
  const [email, setEmail] = useState('')
  const { run, isBusy, isSilent, problem, forget } = useCommand(removePerson, async () => {
    toast(t('done.remove', { name: person.name }))
    onRemoved()
    await queries.invalidateQueries({ queryKey: ['people'] })
  })
  const refused = person.refused.remove
  const isTyped = email.trim().toLowerCase() === person.email
  return (
    <section className="space-y-2">
      <h3 className="font-semibold">{t('title.remove')}</h3>
      <p className="max-w-prose text-ink-2">{t('removeText', { name: person.name })}</p>
      {refused === undefined && (
        <Field label={t('typeEmail', { email: person.email })} className="max-w-md">
          {(control) => (
            <Input
              {...control}
              value={email}
              onChange={(event) => {
                setEmail(event.target.value)
                forget()
              }}
            />
          )}
        </Field>
      )}
      <AnswerBox isSilent={isSilent} problem={problem} />
      <Button
        variant="danger"
        isBusy={isBusy}
        disabledReason={refused === undefined ? (isTyped ? null : t('typeMissing')) : say(refused)}
        onClick={() => run({ personId: person.id, email })}
      >
        {t('run.remove', { name: person.name })}
      </Button>
    </section>
  )
}
