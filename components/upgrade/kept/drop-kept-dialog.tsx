'use client'

import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSay } from '@/components/i18n/use-say.ts'
import { SaidText } from '@/components/said-text.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { toast } from '@/components/ui/toast.ts'
import { dropKeptDatabases } from '@/server/actions/drop-kept-databases.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { KeptDatabase } from '@/server/contract/kept-databases.ts'
import type { Said } from '@/server/contract/said.ts'
import { useAnswer } from '../use-answer.ts'
import { KeptList } from './kept-list.tsx'

/** What a person was shown when they opened the dialog: exactly this is dropped, whatever a later reading finds. */
export interface AskedDrop {
  address: string
  databases: KeptDatabase[]
  seesSessions: boolean
  consequence: Said
}

interface DropKeptDialogProps {
  snapshot: JobSnapshot
  asked: AskedDrop
  onClose: () => void
}

/** The last word before databases are dropped: their names, and the name of the installation typed. */
export function DropKeptDialog({ snapshot, asked, onClose }: DropKeptDialogProps) {
  const t = useTranslations('run.kept')
  const say = useSay()
  const [typed, setTyped] = useState('')
  const { isBusy, isSilent, problem, ask, forget } = useAnswer(snapshot.revision)
  const { address, databases, seesSessions, consequence } = asked
  const { name } = snapshot.installation
  const isAboutName = problem?.field === 'installationName'
  const count = databases.length
  const send = () =>
    ask(async () => {
      const names = databases.map((database) => database.name)
      const result = await dropKeptDatabases({ jobId: snapshot.id, names, installationName: typed })
      if (result.ok) {
        toast(t('done', { count: result.value.dropped.length }))
        onClose()
      }
      return result
    })
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}
      title={t('dialog', { count, address })}
      actions={
        <>
          <Button onClick={onClose}>{t('keep')}</Button>
          <Button variant="danger" isBusy={isBusy} disabledReason={typed === name ? null : t('typeMissing')} onClick={send}>
            {!isBusy && <Trash2 aria-hidden />}
            {t('drop', { count })}
          </Button>
        </>
      }
    >
      <p className="font-medium">
        <SaidText said={consequence} />
      </p>
      <div className="rounded-md border border-line p-3">
        <KeptList databases={databases} />
      </div>
      {!seesSessions && <Alert tone="warn" title={t('sessionsUnseen')} />}
      <Field label={t('type', { name })} error={isAboutName ? say(problem.said) : null}>
        {(control) => (
          <Input
            {...control}
            className="max-w-sm"
            autoComplete="off"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              forget()
            }}
          />
        )}
      </Field>
      <AnswerBox isSilent={isSilent} problem={isAboutName ? null : problem} />
    </Dialog>
  )
}
