'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSay } from '@/components/i18n/use-say.ts'
import { SaidText } from '@/components/said-text.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { clearLeftover } from '@/server/actions/clear-leftover.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { LeftoverAct } from '@/server/contract/leftover.ts'
import type { Said } from '@/server/contract/said.ts'
import { useAnswer } from './use-answer.ts'

interface LeftoverDialogProps {
  snapshot: JobSnapshot
  act: LeftoverAct
  consequence: Said
  name: string
  newName: string
  onClose: () => void
}

/** The last word before the leftover container is renamed or removed. What cannot be taken back asks for the name. */
export function LeftoverDialog({ snapshot, act, consequence, name, newName, onClose }: LeftoverDialogProps) {
  const t = useTranslations('run.rolledBack')
  const say = useSay()
  const [typed, setTyped] = useState('')
  const { isBusy, isSilent, problem, ask, forget } = useAnswer(snapshot.revision)
  const isRemoval = act === 'remove'
  const isMissing = isRemoval && typed !== name
  const isAboutName = problem?.field === 'containerName'
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}
      title={t(`${act}Title`, { name, newName })}
      actions={
        <>
          <Button onClick={onClose}>{t('keep')}</Button>
          <Button
            variant={isRemoval ? 'danger' : 'primary'}
            isBusy={isBusy}
            disabledReason={isMissing ? t('typeMissing') : null}
            onClick={() => ask(() => clearLeftover({ jobId: snapshot.id, act, containerName: isRemoval ? typed : name }))}
          >
            {t(`${act}Confirm`, { name })}
          </Button>
        </>
      }
    >
      <p className="break-words">
        <SaidText said={consequence} />
      </p>
      {isRemoval && (
        <>
          <p className="font-medium">{t('removeNoWay')}</p>
          <Field label={t('type', { name })} error={isAboutName ? say(problem.said) : null}>
            {(control) => (
              <Input
                {...control}
                className="max-w-sm font-mono"
                autoComplete="off"
                value={typed}
                onChange={(event) => {
                  setTyped(event.target.value)
                  forget()
                }}
              />
            )}
          </Field>
        </>
      )}
      <AnswerBox isSilent={isSilent} problem={isRemoval && isAboutName ? null : problem} />
    </Dialog>
  )
}
