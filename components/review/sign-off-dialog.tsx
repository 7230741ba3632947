'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { cn } from '@/components/ui/cn.ts'
import { CONTROL_STYLE } from '@/components/ui/control-style.ts'
import { Dialog } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import type { Result } from '@/server/contract/result.ts'
import { NOTE_LENGTH } from '@/server/contract/review.ts'
import { useCommand } from './use-command.ts'

interface SignOffDialogProps {
  kind: 'give' | 'takeBack'
  item: string
  send: (words: string) => Promise<Result<unknown>>
  onDone: () => Promise<void>
  onClose: () => void
}

/** Asks for a note before somebody puts their name to an item, or for the reason when it is taken back. */
export function SignOffDialog({ kind, item, send, onDone, onClose }: SignOffDialogProps) {
  const t = useTranslations('review.checklist')
  const { isBusy, isSilent, problem, give } = useCommand()
  const [words, setWords] = useState('')
  const isMissing = kind === 'takeBack' && words.trim() === ''

  async function go() {
    if (!(await give(() => send(words)))) return
    await onDone()
    onClose()
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t(`${kind}Title`)}
      description={item}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant={kind === 'give' ? 'primary' : 'danger'}
            isBusy={isBusy}
            disabledReason={isMissing ? t('reasonMissing') : null}
            onClick={() => void go()}
          >
            {t(`${kind}Confirm`)}
          </Button>
        </>
      }
    >
      <Field label={t(kind === 'give' ? 'note' : 'reason')} hint={t(kind === 'give' ? 'noteHint' : 'reasonHint')}>
        {(control) => (
          <textarea
            {...control}
            rows={3}
            maxLength={NOTE_LENGTH}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            className={cn(CONTROL_STYLE, 'py-1.5')}
          />
        )}
      </Field>
      <AnswerBox isSilent={isSilent} problem={problem} />
    </Dialog>
  )
}
