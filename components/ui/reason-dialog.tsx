'use client'

import { type ReactNode, useState } from 'react'
import { answered } from '@/components/read/answered.ts'
import type { Problem, Result } from '@/server/contract/result.ts'
import { AnswerBox } from './answer-box.tsx'
import { Button } from './button.tsx'
import { cn } from './cn.ts'
import { CONTROL_STYLE } from './control-style.ts'
import { Dialog } from './dialog.tsx'
import { Field } from './field.tsx'

interface ReasonDialogProps {
  title: string
  children: ReactNode
  label: string
  hint: string
  cancel: string
  confirm: string
  /** Set where a reason has to be given: why the button does nothing yet. */
  missing: string | null
  send: (reason: string) => Promise<Result<unknown>>
  onDone: () => void
  onClose: () => void
}

/** One act that is recorded with a person's own words. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, children, label, hint, cancel, confirm, missing, send, onDone, onClose } = props
  const [reason, setReason] = useState('')
  const [answer, setAnswer] = useState<'none' | 'asked' | 'silent' | Problem>('none')

  async function act() {
    setAnswer('asked')
    try {
      const result = await answered(() => send(reason.trim()))
      setAnswer(result.ok ? 'none' : result.problem)
      if (result.ok) onDone()
    } catch {
      setAnswer('silent')
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && answer !== 'asked' && onClose()}
      title={title}
      actions={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button variant="danger" isBusy={answer === 'asked'} disabledReason={reason.trim() === '' ? missing : null} onClick={act}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      <Field label={label} hint={hint}>
        {(control) => (
          <textarea
            {...control}
            rows={3}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            className={cn(CONTROL_STYLE, 'py-1.5')}
          />
        )}
      </Field>
      <AnswerBox isSilent={answer === 'silent'} problem={typeof answer === 'object' ? answer : null} />
    </Dialog>
  )
}
