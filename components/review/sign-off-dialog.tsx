'use client'

import { useTranslations } from 'next-intl'
import { useDraft } from '@/components/draft/use-draft.ts'
import { wordsDraft } from '@/components/draft/words-draft.ts'
import { WordsField } from '@/components/draft/words-field.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import type { Result } from '@/server/contract/result.ts'
import { NOTE_LENGTH } from '@/server/contract/review.ts'
import { useCommand } from './use-command.ts'

interface SignOffDialogProps {
  kind: 'give' | 'takeBack'
  jobId: string
  item: { id: string; text: string }
  send: (words: string) => Promise<Result<unknown>>
  onDone: () => Promise<void>
  onClose: () => void
}

/** Asks for a note before somebody puts their name to an item, or for the reason when it is taken back. */
export function SignOffDialog({ kind, jobId, item, send, onDone, onClose }: SignOffDialogProps) {
  const t = useTranslations('review.checklist')
  const { isBusy, isSilent, problem, give } = useCommand()
  const draft = useDraft(wordsDraft(`sign-off:${kind}:${jobId}:${item.id}`))
  const words = draft.values
  const isMissing = kind === 'takeBack' && words.trim() === ''

  async function go() {
    if (!(await give(() => send(words)))) return
    draft.forget()
    await onDone()
    onClose()
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t(`${kind}Title`)}
      description={item.text}
      actions={
        <>
          <Button
            onClick={() => {
              draft.forget()
              onClose()
            }}
          >
            {t('cancel')}
          </Button>
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
      <WordsField
        draft={draft}
        label={t(kind === 'give' ? 'note' : 'reason')}
        hint={t(kind === 'give' ? 'noteHint' : 'reasonHint')}
        maxLength={NOTE_LENGTH}
      />
      <AnswerBox isSilent={isSilent} problem={problem} />
    </Dialog>
  )
}
