'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSay } from '@/components/i18n/use-say.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { toast } from '@/components/ui/toast.ts'
import { changeRole } from '@/server/actions/change-role.ts'
import type { PersonRow } from '@/server/contract/people.ts'
import { RoleChoice } from './role-choice.tsx'
import { useCommand } from './use-command.ts'

export function ChangeRole({ person }: { person: PersonRow }) {
  const t = useTranslations('people.manage')
  const say = useSay()
  const queries = useQueryClient()
  const [role, setRole] = useState(person.role)
  const { run, isBusy, isSilent, problem } = useCommand(changeRole, async () => {
    toast(t('done.change-role', { name: person.name }))
    await queries.invalidateQueries({ queryKey: ['people'] })
  })
  const refused = person.refused['change-role']
  const reason = refused === undefined ? (role === person.role ? t('sameRole') : null) : say(refused)
  return (
    <section className="space-y-2">
      <h3 className="font-semibold">{t('title.change-role')}</h3>
      <p className="max-w-prose text-ink-2">{t('roleText', { name: person.name })}</p>
      {refused === undefined && <RoleChoice value={role} onChange={setRole} />}
      <AnswerBox isSilent={isSilent} problem={problem} />
      <Button isBusy={isBusy} disabledReason={reason} onClick={() => run({ personId: person.id, role })}>
        {t('run.change-role')}
      </Button>
    </section>
  )
}
