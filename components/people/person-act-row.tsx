'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useSay } from '@/components/i18n/use-say.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { toast } from '@/components/ui/toast.ts'
import type { PersonAct, PersonRow } from '@/server/contract/people.ts'
import type { Result } from '@/server/contract/result.ts'
import { useCommand } from './use-command.ts'

interface PersonActRowProps<Value> {
  person: PersonRow
  act: Exclude<PersonAct, 'change-role' | 'remove'>
  text: ReactNode
  run: (input: { personId: string }) => Promise<Result<Value>>
  onDone?: (value: Value) => void
  /** What came of it. */
  children?: ReactNode
}

/** One thing that is done to a person by one press, and what follows from it. */
export function PersonActRow<Value>({ person, act, text, run: action, onDone, children }: PersonActRowProps<Value>) {
  const t = useTranslations('people.manage')
  const say = useSay()
  const queries = useQueryClient()
  const { run, isBusy, isSilent, problem } = useCommand(action, async (value) => {
    onDone?.(value)
    toast(t(`done.${act}`, { name: person.name }))
    await queries.invalidateQueries({ queryKey: ['people'] })
  })
  const reason = person.refused[act]
  return (
    <section className="space-y-2">
      <h3 className="font-semibold">{t(`title.${act}`)}</h3>
      <p className="max-w-prose text-ink-2">{text}</p>
      <AnswerBox isSilent={isSilent} problem={problem} />
      {children}
      <Button isBusy={isBusy} disabledReason={reason === undefined ? null : say(reason)} onClick={() => run({ personId: person.id })}>
        {t(`run.${act}`)}
      </Button>
    </section>
  )
}
