'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { usePerson } from '@/components/layout/person-context.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { removeComment } from '@/server/actions/remove-comment.ts'
import type { CommentView } from '@/server/contract/report.ts'
import { reviewQuery } from './review-query.ts'
import { useCommand } from './use-command.ts'

/** One comment: always text, never markup. */
export function CommentItem({ jobId, comment }: { jobId: string; comment: CommentView }) {
  const t = useTranslations('review.comments')
  const person = usePerson()
  const client = useQueryClient()
  const { isBusy, isSilent, problem, give } = useCommand()
  const [isAsking, setIsAsking] = useState(false)
  const mayRemove = comment.text !== null && (comment.byId === person.id || person.role === 'administrator')

  async function remove() {
    if (!(await give(() => removeComment({ commentId: comment.id })))) return
    await client.invalidateQueries({ queryKey: reviewQuery(jobId).queryKey })
    setIsAsking(false)
  }

  return (
    <li className="max-w-prose rounded-md bg-sunken px-3 py-2">
      <p className="flex flex-wrap items-center justify-between gap-x-3 text-ink-2 text-sm">
        <span>
          <span className="font-medium text-ink">{comment.by}</span> <LocalTime iso={comment.at} />
        </span>
        {mayRemove && (
          <Button size="sm" variant="ghost" onClick={() => setIsAsking(true)}>
            {t('remove')}
          </Button>
        )}
      </p>
      {comment.text === null ? (
        <p className="text-ink-2 italic">
          {t.rich('removed', { by: comment.removedBy ?? '', time: () => <LocalTime iso={comment.removedAt ?? comment.at} /> })}
        </p>
      ) : (
        <p className="whitespace-pre-wrap break-words">{comment.text}</p>
      )}
      <Dialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={t('removeTitle')}
        description={t('removeText')}
        actions={
          <>
            <Button onClick={() => setIsAsking(false)}>{t('keep')}</Button>
            <Button variant="danger" isBusy={isBusy} onClick={() => void remove()}>
              {t('removeConfirm')}
            </Button>
          </>
        }
      >
        <AnswerBox isSilent={isSilent} problem={problem} />
      </Dialog>
    </li>
  )
}
